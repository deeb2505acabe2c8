#pragma once
// What every request for a message has to pass first: a captcha, a channel that is set up. (clause 6.5.1)
#include "base/result.h"
#include "business/captchas.h"
#include "business/contact_proof.h"
#include "business/services.h"
#include "model/contact.h"

namespace qy::business {

/// Uses the captcha up. Errors: unauthenticated `login.captcha_required`, `login.captcha_wrong`.
Result<void> check_captcha(Captchas& captchas, const Asking& asking);
/// Errors: unavailable `message.no_channel` {channel}.
Result<void> check_channel(const Services& services, const model::Contact& contact);
/// Errors: conflict `consent.version` {version}.
Result<void> check_policy_version(const Services& services, std::string_view version);
[[nodiscard]] std::string_view name_of(Language language);
[[nodiscard]] Language language_named(std::string_view name);

}  // namespace qy::business
