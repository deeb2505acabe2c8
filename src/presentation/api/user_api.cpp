// user.*: accounts as administrators handle them, and as users handle their own. (clauses 6.5.1, 6.5.2)
#include "account_json.h"
#include "base/limits.h"
#include "business/accounts.h"
#include "business/user_review.h"
#include "contact_json.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPasswordMax = 1'024;

JsonObject user_json(const business::ReviewedUser& reviewed) {
    const auto time = [](std::optional<Time> at) { return at ? Json(model::to_rfc3339(*at)) : Json(nullptr); };
    const auto& user = reviewed.user;
    JsonArray scopes;
    for (const auto scope : reviewed.scopes) scopes.push_back(Json(model::to_string(scope)));
    JsonArray factors;
    for (const auto kind : reviewed.factors) factors.push_back(Json(model::to_string(kind)));
    return {{"id", user.id.to_string()},
            {"name", user.name},
            {"party_id", user.party.to_string()},
            {"party", reviewed.party.name},
            {"party_en", reviewed.party.name_en},
            {"roles", role_names(user.roles)},
            {"scopes", std::move(scopes)},
            {"second_factors", std::move(factors)},
            {"tokens", reviewed.tokens},
            {"damaged", user.damaged},
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

Answer sent_answer(std::string_view name, const business::SentTo& sent) {
    return Answer{
        JsonObject{{"name", name}, {"sent_to", sent.sent_to}, {"expires_at", model::to_rfc3339(sent.expires_at)}},
        {},
        false};
}

/// A body with one name and nothing else.
Result<std::string> only_name(const Json& body) {
    ObjectReader in(body, "");
    auto name = in.text("name", handlers::kNameMax);
    QY_CHECK(in.finish());
    return name;
}

Result<std::vector<business::ReviewedUser>> users_with_contact(Call& call, std::string_view phone,
                                                               std::string_view mail) {
    QY_TRY(users, call.use.accounts.with_contact(phone, mail));
    return business::for_review(call.use.services, std::move(users));
}

}  // namespace

namespace handlers {

Result<Answer> user_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::UserId>(in);
    const auto phone = in.optional_text("phone", 40).value_or("");
    const auto mail = in.optional_text("mail", 254).value_or("");
    QY_CHECK(in.finish());
    const bool all = phone.empty() && mail.empty();
    QY_TRY(users, all ? business::users_for_review(call.use.services, model::UserId(page.after), page.limit)
                      : users_with_contact(call, phone, mail));
    JsonArray items;
    for (const auto& one : users) items.push_back(user_json(one));
    const bool full = all && static_cast<std::int64_t>(users.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(users.back().user.id.to_string()) : Json(nullptr));
}

Result<Answer> user_create(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    business::NewAccount account{name, read_optional_id<model::PartyId>(in, "party"), {}, {}};
    account.phone = in.optional_text("phone", 40).value_or("");
    account.mail = in.optional_text("mail", 254).value_or("");
    QY_CHECK(in.finish());
    // Secrets are told to the operator at the machine alone: over the network nobody gets what makes it somebody else.
    if (call.actor.is_operator() && account.phone.empty() && account.mail.empty()) {
        QY_TRY(secret, call.use.accounts.create(name, account.party, call.actor));
        return secret_answer(name, secret);
    }
    QY_TRY(sent, call.use.accounts.create(account, asking_of(call), call.actor));
    return sent_answer(name, sent);
}

Result<Answer> user_reset(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    // Only at the machine: whoever could take both away from here could sign in as another administrator.
    const bool factors = call.actor.is_operator() && in.flag("factors", false);
    QY_CHECK(in.finish());
    if (call.actor.is_operator()) {
        QY_TRY(secret, call.use.accounts.reset(name, factors, call.actor));
        return secret_answer(name, secret);
    }
    QY_TRY(sent, call.use.accounts.reset(name, asking_of(call), call.actor));
    return sent_answer(name, sent);
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

}  // namespace handlers
}  // namespace qy::presentation
