#pragma once
// What people who are not signed in bring: the proof of a phone or mail address, and where they ask from.
// (clause 6.5.1)
#include <optional>
#include <string>

#include "base/messages.h"
#include "base/secret.h"
#include "business/captchas.h"

namespace qy::business {

/// The secret of a mailed link, or a phone with the code that was sent to it.
struct ContactProof {
    SecretText secret;
    std::string phone;
    SecretText code;
};

/// Who asks for a message, and in which language it is to be.
struct Asking {
    std::optional<CaptchaAnswer> captcha;
    std::string address_group;  ///< what messages of an address are counted by
    std::string base_url;       ///< that links begin with
    Language language = Language::zh;
};

}  // namespace qy::business
