#include "contact_asking.h"

#include "base/settings.h"
#include "business/outbox.h"

namespace qy::business {

Result<void> check_captcha(Captchas& captchas, const Asking& asking) {
    if (!asking.captcha) return unauthenticated("login.captcha_required").at("captcha");
    QY_TRY(right, captchas.check(*asking.captcha));
    return right ? Result<void>() : Result<void>(unauthenticated("login.captcha_wrong").at("captcha"));
}

Result<void> check_channel(const Services& services, const model::Contact& contact) {
    if (is_set_up(services.settings, contact.channel)) return {};
    return unavailable("message.no_channel", {std::string(model::to_string(contact.channel))});
}

Result<void> check_policy_version(const Services& services, std::string_view version) {
    const auto& in_force = services.settings.text("privacy.policy_version");
    if (in_force.empty() || version == in_force) return {};
    return conflict("consent.version", {in_force}).at("policy_version");
}

std::string_view name_of(Language language) {
    return language == Language::en ? "en" : "zh";
}

Language language_named(std::string_view name) {
    return name == "en" ? Language::en : Language::zh;
}

}  // namespace qy::business
