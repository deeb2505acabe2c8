// party.register, user.register and registration.*: who registers, and what is decided about it. (clause 6.5.1)
#include "account_json.h"
#include "base/limits.h"
#include "business/contact_desk.h"
#include "contact_json.h"
#include "handlers.h"
#include "model/event_time.h"
#include "model/region.h"

namespace qy::presentation {
namespace {

using business::RegistrationForm;
using handlers::read_id;
using model::RegistrationKind;

std::vector<model::PartyRole> read_party_roles(ObjectReader& in) {
    std::vector<model::PartyRole> roles;
    const auto* const list = in.array("party_roles", limits::list_items_max);
    if (list == nullptr) return roles;
    for (const auto& item : *list) {
        const auto role = item.is_string() ? model::parse_party_role(item.as_string()) : std::nullopt;
        if (role) {
            roles.push_back(*role);
        } else {
            in.fault(invalid("registration.roles"), "party_roles");
        }
    }
    return roles;
}

RegistrationForm read_form(ObjectReader& in, RegistrationKind kind) {
    RegistrationForm form;
    form.kind = kind;
    const bool farmer = kind == RegistrationKind::farmer;
    form.credit_code = farmer ? in.optional_text("credit_code", 18).value_or("") : in.text("credit_code", 18);
    form.full_name = in.text("full_name", limits::name_code_points_max);
    form.policy_version = in.optional_text("policy_version", 40).value_or("");
    if (kind == RegistrationKind::person) return form;
    if (!farmer) {
        form.party_name = in.text("party_name", limits::name_code_points_max);
        form.party_roles = read_party_roles(in);
    }
    form.region = in.optional_text("region", 6).value_or("");
    form.address = in.optional_text("address", limits::short_text_code_points_max).value_or("");
    return form;
}

Result<Answer> applied(const Json& body, Call& call, RegistrationKind kind) {
    ObjectReader in(body, "");
    auto form = read_form(in, kind);
    form.phone = in.optional_text("phone", 40).value_or("");
    form.mail = in.optional_text("mail", 254).value_or("");
    const auto asking = read_asking(in, call);
    QY_CHECK(in.finish());
    QY_TRY(asked, call.use.contact.registrations.apply(form, asking, call.actor));
    return asked_answer(asked);
}

JsonObject form_json(const model::Registration& one) {
    JsonArray roles;
    for (const auto role : one.applicant.party_roles) roles.push_back(boost::json::value(model::to_string(role)));
    return {{"kind", model::to_string(one.kind)},       {"party_name", one.applicant.party_name},
            {"credit_code", one.applicant.credit_code}, {"party_roles", roles},
            {"region", one.applicant.region},           {"address", one.applicant.address},
            {"full_name", one.applicant.full_name},     {"comment", one.comment}};
}

JsonObject registration_json(const model::Registration& one) {
    const auto time = [](std::optional<Time> at) { return at ? Json(model::to_rfc3339(*at)) : Json(nullptr); };
    auto object = form_json(one);
    const bool sms = one.applicant.contact.channel == model::MessageChannel::sms;
    object[sms ? "phone" : "mail"] = one.applicant.contact.address;
    object["id"] = one.id.to_string();
    object["state"] = model::to_string(one.state);
    object["policy_version"] = one.policy_version;
    object["created_at"] = time(one.created_at);
    object["verified_at"] = time(one.verified_at);
    object["decided_at"] = time(one.decided_at);
    object["party_id"] = one.party ? Json(one.party.to_string()) : Json(nullptr);
    return object;
}

struct Decision {
    model::RegistrationId id;
    std::string comment;
};

Result<Decision> read_decision(const Json& body, bool commented) {
    ObjectReader in(body, "");
    Decision decision;
    decision.id = read_id<model::RegistrationId>(in, "registration");
    if (commented) decision.comment = in.text("comment", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    return decision;
}

Answer state_answer(model::RegistrationId id, model::RegistrationState state) {
    return Answer{JsonObject{{"registration", id.to_string()}, {"state", model::to_string(state)}}, {}, false};
}

}  // namespace

namespace handlers {

Result<Answer> party_register(const Json& body, Call& call) {
    return applied(body, call, RegistrationKind::party);
}

Result<Answer> farmer_register(const Json& body, Call& call) {
    return applied(body, call, RegistrationKind::farmer);
}

Result<Answer> user_register(const Json& body, Call& call) {
    return applied(body, call, RegistrationKind::person);
}

Result<Answer> registration_confirm(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto proof = read_contact_proof(in);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.contact.registrations.verify(proof, call.actor));
    return state_answer(id, model::RegistrationState::submitted);
}

Result<Answer> registration_correct(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto proof = read_contact_proof(in);
    const auto kind = model::parse_registration_kind(in.text("kind", 20));
    if (!kind) in.fault(invalid("registration.kind_unknown"), "kind");
    const auto form = read_form(in, kind.value_or(RegistrationKind::party));
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.contact.registrations.correct(proof, form, call.actor));
    return state_answer(id, model::RegistrationState::submitted);
}

Result<Answer> registration_returned(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto proof = read_contact_proof(in);
    QY_CHECK(in.finish());
    QY_TRY(found, call.use.contact.registrations.returned(proof));
    return Answer{form_json(found), {}, false};
}

Result<Answer> registration_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto state = model::parse_registration_state(in.optional_text("state", 20).value_or("submitted"));
    if (!state || *state == model::RegistrationState::unverified) {
        in.fault(invalid("registration.state_unknown"), "state");
    }
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    const auto after = read_optional_id<model::RegistrationId>(in, "cursor");
    QY_CHECK(in.finish());
    QY_TRY(found, call.use.contact.registrations.list(*state, after, limit, call.actor));
    JsonArray items;
    for (const auto& one : found) items.push_back(registration_json(one));
    tell_personal(call, !found.empty(), {"full_name", "phone", "mail"});
    const bool full = static_cast<std::int64_t>(found.size()) == limit;
    const Json next = full ? Json(found.back().id.to_string()) : Json(nullptr);
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", next}}, {}, false};
}

Result<Answer> registration_get(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, false));
    QY_TRY(found, call.use.contact.registrations.get(decision.id, call.actor));
    name_object(call, "registration:" + found.id.to_string());
    tell_personal(call, true, {"full_name", "phone", "mail"});
    return Answer{registration_json(found), {}, false};
}

Result<Answer> registration_approve(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, false));
    QY_TRY(invitation, call.use.contact.registrations.approve(decision.id, asking_of(call), call.actor));
    auto answer = state_answer(decision.id, model::RegistrationState::approved);
    answer.data.as_object()["party_id"] = invitation.party.to_string();
    answer.data.as_object()["invitation"] = invitation.id.to_string();
    return answer;
}

Result<Answer> registration_return(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, true));
    QY_CHECK(call.use.contact.registrations.give_back(decision.id, decision.comment, asking_of(call), call.actor));
    return state_answer(decision.id, model::RegistrationState::returned);
}

Result<Answer> registration_reject(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, true));
    QY_CHECK(call.use.contact.registrations.reject(decision.id, decision.comment, asking_of(call), call.actor));
    return state_answer(decision.id, model::RegistrationState::rejected);
}

}  // namespace handlers
}  // namespace qy::presentation
