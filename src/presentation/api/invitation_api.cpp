// Invited users, and users who forgot their password. (clause 6.5.1)
#include "account_json.h"
#include "base/limits.h"
#include "business/contact_desk.h"
#include "contact_json.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPasswordMax = 1'024;

JsonObject invitation_json(const model::Invitation& one) {
    const bool sms = one.contact.channel == model::MessageChannel::sms;
    JsonObject object{{"id", one.id.to_string()},
                      {"full_name", one.full_name},
                      {"roles", role_names(one.roles)},
                      {"state", model::to_string(one.state)},
                      {"created_at", model::to_rfc3339(one.created_at)},
                      {"expires_at", model::to_rfc3339(one.expires_at)}};
    if (!one.contact.address.empty()) object[sms ? "phone" : "mail"] = one.contact.address;
    return object;
}

}  // namespace

namespace handlers {

Result<Answer> user_invite(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::InvitationOrder order;
    order.full_name = in.optional_text("full_name", limits::name_code_points_max).value_or("");
    order.phone = in.optional_text("phone", 40).value_or("");
    order.mail = in.optional_text("mail", 254).value_or("");
    order.roles = read_roles(in, "roles");
    QY_CHECK(in.finish());
    QY_TRY(made, call.use.contact.invitations.invite(order, asking_of(call), call.actor));
    auto data = invitation_json(made);
    data["asked_for"] = role_names(made.asked_for);
    return Answer{std::move(data), {}, false};
}

Result<Answer> user_list_invitations(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    const auto before = read_optional_id<model::InvitationId>(in, "cursor");
    QY_CHECK(in.finish());
    QY_TRY(found, call.use.contact.invitations.list(before, limit, call.actor));
    JsonArray items;
    for (const auto& one : found) items.push_back(invitation_json(one));
    tell_personal(call, !found.empty(), {"full_name", "phone", "mail"});
    const bool full = static_cast<std::int64_t>(found.size()) == limit;
    const Json next = full ? Json(found.back().id.to_string()) : Json(nullptr);
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", next}}, {}, false};
}

Result<Answer> user_revoke_invitation(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::InvitationId>(in, "invitation");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.contact.invitations.revoke(id, call.actor));
    return Answer{JsonObject{{"invitation", id.to_string()}, {"state", "revoked"}}, {}, false};
}

Result<Answer> user_accept(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto proof = read_contact_proof(in);
    business::Acceptance acceptance;
    acceptance.name = in.text("name", kNameMax);
    acceptance.password = SecretText(in.text("password", kPasswordMax));
    acceptance.full_name = in.optional_text("full_name", limits::name_code_points_max).value_or("");
    acceptance.policy_version = in.optional_text("policy_version", 40).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(accepted, call.use.contact.invitations.accept(proof, acceptance, call.actor));
    const auto& user = accepted.user;
    return Answer{JsonObject{{"name", user.name},
                             {"party_id", user.party.to_string()},
                             {"roles", role_names(user.roles)},
                             {"asked_for", role_names(accepted.asked_for)}},
                  {},
                  false};
}

Result<Answer> user_forgot(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    const auto phone = in.optional_text("phone", 40).value_or("");
    const auto mail = in.optional_text("mail", 254).value_or("");
    const auto asking = read_asking(in, call);
    QY_CHECK(in.finish());
    QY_TRY(asked, call.use.contact.recovery.ask(name, phone, mail, asking, call.actor));
    return asked_answer(asked);
}

Result<Answer> user_recover(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto proof = read_contact_proof(in);
    const SecretText password(in.text("password", kPasswordMax));
    QY_CHECK(in.finish());
    QY_TRY(name, call.use.contact.recovery.recover(proof, password, asking_of(call), call.actor));
    return Answer{JsonObject{{"name", name}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
