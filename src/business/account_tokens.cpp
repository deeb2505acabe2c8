// Bearer tokens: issued by the operator, listed and ended by their user and the security administrators, good for a
// time. (clauses 6.5.1, 9.4.1)
#include <algorithm>

#include "account_rules.h"
#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/settings.h"
#include "business/accounts.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "crypto/keyring.h"
#include "crypto/token.h"
#include "dormancy.h"
#include "model/event_time.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kDaySeconds = 24 * 3'600;

bool is_due(const std::optional<Time>& last, Time now, std::int64_t seconds) {
    return !last || now >= last->plus_seconds(seconds);
}

/// Notes that a token is in use: of the token to an hour, of its user to a day, so that it does not fall asleep.
Result<void> note_use(const Services& services, const storage::tokens::Found& found) {
    const Time now = services.clock.now();
    const bool token = is_due(found.token.last_used_at, now, limits::token_used_seconds);
    const bool user = is_due(found.user.last_active_at, now, limits::activity_seconds);
    if (!token && !user) return {};
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        if (token) QY_CHECK(storage::tokens::set_last_used(writer, found.token.id, now));
        if (user) QY_CHECK(storage::users::set_last_active(writer, found.user.id, now));
        return {};
    });
}

Result<void> check_good(const Services& services, const storage::tokens::Found& found) {
    const auto& [token, user] = found;
    if (token.revoked) return unauthenticated("token.revoked");
    if (token.expires_at <= services.clock.now()) {
        return unauthenticated("token.expired", {model::to_rfc3339(token.expires_at)});
    }
    if (!user.active) return unauthenticated("token.disabled", {user.disabled_reason});
    QY_TRY(dormant, is_dormant(services, user));
    if (dormant) return unauthenticated("token.disabled", {"dormant"});
    return {};
}

/// Until when a token may be good that is ordered now.
Result<Time> end_of(const Services& services, const std::optional<std::int64_t>& days) {
    const std::int64_t most = services.settings.integer("token.days_max");
    const std::int64_t wanted = days.value_or(std::min(services.settings.integer("token.days"), most));
    if (wanted < 1 || wanted > most) return invalid("token.days", {std::to_string(most)}).at("days");
    return services.clock.now().plus_seconds(wanted * kDaySeconds);
}

}  // namespace

Result<IssuedToken> Accounts::issue_token(const TokenOrder& order, const model::Actor& actor) {
    QY_TRY(expires_at, end_of(services_, order.days));
    IssuedToken issued{services_.ids.next<model::TokenId>(), crypto::new_token(services_.random), expires_at};
    QY_TRY(key, services_.keys.active(crypto::Purpose::token));
    const std::string hash = to_hex(crypto::token_hash(*key, issued.secret.expose()));
    const Time now = services_.clock.now();
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, order.user));
        model::BearerToken token;
        token.id = issued.id;
        token.user = user.id;
        token.label = order.label;
        token.created_by = actor.name;
        token.created_at = now;
        token.expires_at = expires_at;
        QY_CHECK(storage::tokens::insert(writer, token, hash));
        const JsonObject detail{{"token", token.id.to_string()}, {"expires_at", model::to_rfc3339(expires_at)}};
        return write_audit(writer, actor, {"user.token", object_of_user(order.user), "ok", detail}, now);
    });
    QY_CHECK(std::move(stored));
    return issued;
}

Result<std::vector<model::BearerToken>> Accounts::tokens(std::string_view user, model::TokenId after,
                                                         std::int64_t limit) {
    using List = std::vector<model::BearerToken>;
    return services_.store.read([&](storage::Reader& reader) -> Result<List> {
        if (user.empty()) return storage::tokens::list(reader, after, limit);
        QY_TRY(of, user_named(reader, user));
        return storage::tokens::of_user(reader, of.id, after, limit);
    });
}

Result<void> Accounts::revoke_token(model::TokenId id, model::UserId owner, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(token, storage::tokens::by_id(writer, id));
        if (!token || (owner && token->user != owner)) return not_found("token.not_found");
        QY_TRY(ended, storage::tokens::revoke(writer, id));
        if (ended == 0) return conflict("token.revoked");
        QY_CHECK(end_streams(writer, token->user, now));
        const JsonObject detail{{"token", id.to_string()}};
        return write_audit(writer, actor, {"token.revoke", object_of_user(token->user_name), "ok", detail}, now);
    });
}

Result<TokenBearer> Accounts::authenticate(const SecretText& token) {
    if (!crypto::looks_like_token(token.expose())) return unauthenticated("token.invalid");
    for (const auto& key : services_.keys.all(crypto::Purpose::token)) {
        const std::string hash = to_hex(crypto::token_hash(*key, token.expose()));
        QY_TRY(found,
               services_.store.read([&](storage::Reader& reader) { return storage::tokens::find(reader, hash); }));
        if (!found) continue;
        QY_CHECK(check_good(services_, *found));
        QY_CHECK(note_use(services_, *found));
        QY_TRY(actor, services_.roles.actor_of(found->user, model::Channel::api));
        return TokenBearer{std::move(actor), found->token.id, found->token.expires_at};
    }
    return unauthenticated("token.invalid");
}

Result<void> Accounts::check_token(model::TokenId id) {
    using Found = std::optional<storage::tokens::Found>;
    QY_TRY(found, services_.store.read([&](storage::Reader& reader) -> Result<Found> {
        QY_TRY(token, storage::tokens::by_id(reader, id));
        if (!token) return Found();
        QY_TRY(user, storage::users::find(reader, token->user));
        return user ? Found({*std::move(token), *std::move(user)}) : Found();
    }));
    return found ? check_good(services_, *found) : unauthenticated("token.invalid");
}

}  // namespace qy::business
