#pragma once
// Captchas made here: a question that a person answers and a program finds harder, good once and for five minutes.
// They slow guessing down and are no factor of authentication. (clause 9.4.1)
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// picture: characters to be drawn and read. spoken: digits to be heard. arithmetic: a sum in words, for people who can
/// do neither.
enum class CaptchaKind { picture, arithmetic, spoken };
[[nodiscard]] std::optional<CaptchaKind> parse_captcha_kind(std::string_view name);

struct Captcha {
    std::string id;
    std::string text;  ///< what to draw or to speak, which is never sent as text; or the question
    Time expires_at;
};

struct CaptchaAnswer {
    std::string id;
    std::string answer;
};

/// What pictures are made of: no character that could be taken for another.
inline constexpr std::string_view captcha_alphabet = "ACDEFHJKLMNPRTUVWXY34679";

/// Safe from any thread. Answers are stored as keyed hashes.
class Captchas {
 public:
    explicit Captchas(const Services& services) : services_(services) {}

    /// Errors: those of storage and keys.
    Result<Captcha> make(CaptchaKind kind, Language language);
    /// Whether the answer is right; the captcha is used up either way. Case, width and spaces do not matter.
    Result<bool> check(const CaptchaAnswer& answer);

 private:
    const Services services_;
};

}  // namespace qy::business
