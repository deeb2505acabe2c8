// user.add, user.role, user.token, and what becomes of bearer tokens. (clauses 6.5.1, 9.4.1)
#include "account_json.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "base/limits.h"
#include "business/accounts.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation::handlers {
namespace {

constexpr std::int64_t kDaysMax = 10'000;  // what is too long is said by the setting

JsonObject token_json(const model::BearerToken& token, Time now) {
    const auto time = [](std::optional<Time> at) { return at ? Json(model::to_rfc3339(*at)) : Json(nullptr); };
    const std::string_view state = token.revoked ? "revoked" : token.expires_at <= now ? "expired" : "active";
    return {{"id", token.id.to_string()},
            {"name", token.user_name},
            {"label", token.label},
            {"state", state},
            {"created_by", token.created_by},
            {"created_at", time(token.created_at)},
            {"last_used_at", time(token.last_used_at)},
            {"expires_at", time(token.expires_at)}};
}

/// Of one user, or (empty name) of all.
Result<Answer> tokens_of(Call& call, std::string_view name, const PageOf& page) {
    QY_TRY(tokens, call.use.accounts.tokens(name, model::TokenId(page.after), page.limit));
    const Time now = call.use.services.clock.now();
    JsonArray items;
    for (const auto& token : tokens) items.push_back(token_json(token, now));
    const bool full = static_cast<std::int64_t>(tokens.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(tokens.back().id.to_string()) : Json(nullptr));
}

Result<Answer> revoked_token(const Json& body, Call& call, model::UserId owner) {
    ObjectReader in(body, "");
    const auto id = read_id<model::TokenId>(in, "token");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.accounts.revoke_token(id, owner, call.actor));
    return Answer{JsonObject{{"token", id.to_string()}, {"state", "revoked"}}, {}, false};
}

}  // namespace

Result<Answer> user_add(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::NewUser user;
    user.name = in.text("name", 64);
    user.roles = read_roles(in, "roles");
    user.party = read_optional_id<model::PartyId>(in, "party");
    user.password = SecretText(in.text("password", 200));
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.accounts.add(user, call.actor));
    return Answer{JsonObject{{"id", id.to_string()}, {"name", user.name}}, {}, false};
}

Result<Answer> user_role(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", 64);
    const auto add = read_roles(in, "add");
    const auto remove = read_roles(in, "remove");
    QY_CHECK(in.finish());
    QY_TRY(roles, call.use.accounts.change_roles(name, add, remove, call.actor));
    return Answer{JsonObject{{"name", name}, {"roles", role_names(roles)}}, {}, false};
}

Result<Answer> user_token(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::TokenOrder order;
    order.user = in.text("name", 64);
    order.label = in.optional_text("label", limits::token_label_code_points_max).value_or("");
    order.days = in.optional_integer("days", 1, kDaysMax);
    QY_CHECK(in.finish());
    QY_TRY(issued, call.use.accounts.issue_token(order, call.actor));
    return Answer{JsonObject{{"name", order.user},
                             {"id", issued.id.to_string()},
                             {"token", issued.secret.expose()},
                             {"expires_at", model::to_rfc3339(issued.expires_at)}},
                  {},
                  false};
}

Result<Answer> token_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::TokenId>(in);
    QY_CHECK(in.finish());
    return tokens_of(call, call.actor.name, page);
}

Result<Answer> token_revoke(const Json& body, Call& call) {
    return revoked_token(body, call, call.actor.user);
}

Result<Answer> user_list_tokens(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::TokenId>(in);
    const auto name = in.optional_text("name", kNameMax).value_or("");
    QY_CHECK(in.finish());
    return tokens_of(call, name, page);
}

Result<Answer> user_revoke_token(const Json& body, Call& call) {
    return revoked_token(body, call, {});
}

}  // namespace qy::presentation::handlers
