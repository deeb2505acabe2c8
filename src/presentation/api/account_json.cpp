#include "account_json.h"

#include "base/account_limits.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kProofMax = 300;

}  // namespace

JsonArray role_names(const std::vector<model::Role>& roles) {
    JsonArray names;
    for (const auto role : roles) names.push_back(boost::json::value(model::to_string(role)));
    return names;
}

std::vector<model::Role> read_roles(ObjectReader& in, std::string_view member) {
    std::vector<model::Role> roles;
    const auto* list = in.optional_array(member, 20);
    if (list == nullptr) return roles;
    for (const auto& item : *list) {
        const auto role = item.is_string() ? model::parse_role(item.as_string()) : std::nullopt;
        if (role) {
            roles.push_back(*role);
        } else {
            in.fault(invalid("user.role_unknown"), member);
        }
    }
    return roles;
}

business::FactorProof read_proof(ObjectReader& in) {
    business::FactorProof proof;
    proof.code = SecretText(in.optional_text("code", kProofMax).value_or(""));
    proof.challenge = in.optional_text("challenge", kProofMax).value_or("");
    proof.signature = SecretText(in.optional_text("signature", kProofMax).value_or(""));
    return proof;
}

std::optional<business::CaptchaAnswer> read_captcha(ObjectReader& in) {
    const auto* const object = in.optional_object("captcha");
    if (object == nullptr) return std::nullopt;
    ObjectReader inner(*object, "captcha");
    business::CaptchaAnswer answer{inner.text("id", 64), inner.text("answer", 40)};
    in.absorb(inner.finish());
    return answer;
}

business::Client client_of(const Call& call) {
    business::Client client;
    client.address = call.actor.address;
    client.address_group = call.visitor.address_group;
    client.masked_address = call.visitor.masked_address;
    client.device_class = call.visitor.device_class;
    client.known_device = call.visitor.known_device;
    client.request_id = call.actor.request_id;
    client.trail = call.actor.trail;
    return client;
}

JsonObject session_json(const business::SessionView& view) {
    JsonArray musts;
    for (const auto must : view.musts) musts.push_back(boost::json::value(business::to_string(must)));
    return {{"name", view.user.name},
            {"party_id", view.user.party.to_string()},
            {"roles", role_names(view.user.roles)},
            {"must", musts},
            {"recent", view.recent},
            {"second_factor", view.session.factor.empty() ? Json(nullptr) : Json(view.session.factor)},
            {"csrf_token", view.csrf_token},
            {"idle_until", model::to_rfc3339(view.idle_until)},
            {"expires_at", model::to_rfc3339(view.session.expires_at)}};
}

Answer signed_in_answer(business::SignedIn signed_in) {
    Answer answer{session_json(signed_in.view), {}, false};
    answer.cookies.push_back({CookieKind::session, std::move(signed_in.session_token), std::nullopt});
    if (!signed_in.device_token.expose().empty()) {
        answer.cookies.push_back(
            {CookieKind::known_device, std::move(signed_in.device_token), limits::known_device_days * 24 * 3600});
    }
    return answer;
}

}  // namespace qy::presentation
