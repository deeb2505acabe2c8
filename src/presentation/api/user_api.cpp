// user.* and role.*: accounts as administrators handle them, and as users handle their own.
// (clauses 6.5.1, 6.5.2, 9.4.2)
#include "account_json.h"
#include "base/limits.h"
#include "business/accounts.h"
#include "business/role_desk.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

using handlers::read_id;

constexpr std::size_t kNameMax = 64;
constexpr std::size_t kPasswordMax = 1'024;

struct PageOf {
    std::int64_t after = 0;
    std::int64_t limit = 0;
};

template <class AnyId>
PageOf read_page(ObjectReader& in) {
    PageOf page;
    page.limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    if (in.has("cursor")) page.after = read_id<AnyId>(in, "cursor").number();
    return page;
}

Answer list_answer(JsonArray items, Json next) {
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", std::move(next)}}, {}, false};
}

JsonObject user_json(const model::User& user) {
    const auto time = [](std::optional<Time> at) { return at ? Json(model::to_rfc3339(*at)) : Json(nullptr); };
    return {{"id", user.id.to_string()},
            {"name", user.name},
            {"party_id", user.party.to_string()},
            {"roles", role_names(user.roles)},
            {"state", user.active ? std::string("active") : user.disabled_reason},
            {"created_at", time(user.created_at)},
            {"last_active_at", time(user.last_active_at)},
            {"password_changed_at", time(user.password_changed_at)}};
}

Answer secret_answer(std::string_view name, const business::OneTimeSecret& secret) {
    return Answer{
        JsonObject{
            {"name", name}, {"secret", secret.secret.expose()}, {"expires_at", model::to_rfc3339(secret.expires_at)}},
        {},
        false};
}

/// A body with one name and nothing else.
Result<std::string> only_name(const Json& body) {
    ObjectReader in(body, "");
    auto name = in.text("name", kNameMax);
    QY_CHECK(in.finish());
    return name;
}

Result<model::RoleProposalId> only_proposal(const Json& body) {
    ObjectReader in(body, "");
    const auto id = read_id<model::RoleProposalId>(in, "proposal");
    QY_CHECK(in.finish());
    return id;
}

}  // namespace

namespace handlers {

Result<Answer> user_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::UserId>(in);
    QY_CHECK(in.finish());
    QY_TRY(users, call.use.accounts.list(model::UserId(page.after), page.limit));
    JsonArray items;
    for (const auto& user : users) items.push_back(user_json(user));
    const bool full = static_cast<std::int64_t>(users.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(users.back().id.to_string()) : Json(nullptr));
}

Result<Answer> user_create(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    const auto party = read_optional_id<model::PartyId>(in, "party");
    QY_CHECK(in.finish());
    QY_TRY(secret, call.use.accounts.create(name, party, call.actor));
    return secret_answer(name, secret);
}

Result<Answer> user_reset(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    // Only at the machine: whoever could take both away from here could sign in as another administrator.
    const bool operator_here = call.visitor.session == nullptr;
    const bool factors = operator_here && in.flag("factors", false);
    QY_CHECK(in.finish());
    QY_TRY(secret, call.use.accounts.reset(name, factors, call.actor));
    return secret_answer(name, secret);
}

Result<Answer> user_set_password(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    const SecretText password(in.text("password", kPasswordMax));
    QY_CHECK(in.finish());
    QY_CHECK(call.use.accounts.reset_password(name, password, call.actor));
    return Answer{JsonObject{{"name", name}}, {}, false};
}

Result<Answer> user_lock(const Json& body, Call& call) {
    QY_TRY(name, only_name(body));
    QY_CHECK(call.use.accounts.lock(name, call.actor));
    return Answer{JsonObject{{"name", name}, {"state", "locked"}}, {}, false};
}

Result<Answer> user_unlock(const Json& body, Call& call) {
    QY_TRY(name, only_name(body));
    QY_CHECK(call.use.accounts.unlock(name, call.actor));
    return Answer{JsonObject{{"name", name}, {"state", "active"}}, {}, false};
}

Result<Answer> user_redeem(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const SecretText secret(in.text("secret", 100));
    const auto name = in.optional_text("name", kNameMax).value_or("");
    const SecretText password(in.text("password", kPasswordMax));
    QY_CHECK(in.finish());
    QY_TRY(user, call.use.accounts.redeem(secret, name, password, call.actor));
    return Answer{JsonObject{{"name", user}}, {}, false};
}

Result<Answer> user_change_password(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const SecretText present(in.text("present", kPasswordMax));
    const SecretText wanted(in.text("password", kPasswordMax));
    QY_CHECK(in.finish());
    const auto& session = *call.visitor.session;
    QY_CHECK(call.use.accounts.change_password(call.actor, session.session.id, present, wanted));
    QY_TRY(renewed, call.use.sessions.renew(session, session.session.factor));
    return signed_in_answer(std::move(renewed));
}

Result<Answer> user_consent(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto version = in.text("policy_version", 40);
    QY_CHECK(in.finish());
    QY_CHECK(call.use.sessions.consent(version, call.actor));
    return Answer{JsonObject{{"policy_version", version}}, {}, false};
}

Result<Answer> user_profile(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(profile, call.use.accounts.profile(call.actor.user));
    return Answer{
        JsonObject{{"full_name", profile.full_name}, {"phone", profile.phone}, {"mail", profile.mail}}, {}, false};
}

Result<Answer> user_save_profile(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::Profile profile;
    profile.full_name = in.optional_text("full_name", limits::name_code_points_max).value_or("");
    profile.phone = in.optional_text("phone", 40).value_or("");
    profile.mail = in.optional_text("mail", 254).value_or("");
    QY_CHECK(in.finish());
    // A forgotten password is reset by way of these: whoever found a browser open must not turn them to itself.
    QY_TRY(present, call.use.accounts.profile(call.actor.user));
    const bool same = present.phone == profile.phone && present.mail == profile.mail;
    if (!same && !call.visitor.session->recent) return denied("session.not_recent");
    QY_CHECK(call.use.accounts.save_profile(profile, call.actor));
    return Answer{JsonObject{{"saved", true}}, {}, false};
}

Result<Answer> role_propose(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    const auto role = model::parse_role(in.text("role", kNameMax));
    if (!role) in.fault(invalid("user.role_unknown"), "role");
    const bool removal = in.flag("removal", false);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.roles.propose(name, *role, removal, call.actor));
    return Answer{JsonObject{{"proposal", id.to_string()}}, {}, false};
}

Result<Answer> role_approve(const Json& body, Call& call) {
    QY_TRY(id, only_proposal(body));
    QY_TRY(roles, call.use.roles.approve(id, call.actor));
    return Answer{JsonObject{{"state", "approved"}, {"roles", role_names(roles)}}, {}, false};
}

Result<Answer> role_reject(const Json& body, Call& call) {
    QY_TRY(id, only_proposal(body));
    QY_TRY(state, call.use.roles.reject(id, call.actor));
    return Answer{JsonObject{{"state", model::to_string(state)}}, {}, false};
}

Result<Answer> role_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto state = model::parse_proposal_state(in.optional_text("state", 20).value_or("proposed"));
    if (!state) in.fault(invalid("role.state_unknown"), "state");
    const auto page = read_page<model::RoleProposalId>(in);
    QY_CHECK(in.finish());
    QY_TRY(views, call.use.roles.list(*state, model::RoleProposalId(page.after), page.limit));
    JsonArray items;
    for (const auto& view : views) {
        items.push_back(JsonObject{{"proposal", view.proposal.id.to_string()},
                                   {"user", view.user},
                                   {"role", model::to_string(view.proposal.role)},
                                   {"removal", view.proposal.removal},
                                   {"proposer", view.proposer},
                                   {"proposed_at", model::to_rfc3339(view.proposal.proposed_at)},
                                   {"state", model::to_string(view.proposal.state)},
                                   {"decider", view.decider.empty() ? Json(nullptr) : Json(view.decider)}});
    }
    const bool full = static_cast<std::int64_t>(views.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(views.back().proposal.id.to_string()) : Json(nullptr));
}

}  // namespace handlers
}  // namespace qy::presentation
