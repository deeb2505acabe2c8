#include "business/access_seed.h"

#include "base/log.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "model/change_rule.h"
#include "model/event_time.h"
#include "model/role.h"
#include "storage/access_set_store.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kUsersPerPage = 500;

Result<void> insert_shipped(storage::Writer& writer) {
    for (const auto& role : model::built_in_roles()) {
        QY_CHECK(storage::roles::insert(writer, model::as_shipped(role)));
    }
    for (const auto& rule : model::shipped_change_rules()) QY_CHECK(storage::roles::insert_rule(writer, rule));
    return {};
}

/// Permissions that the shipped role has and the stored one lacks.
std::string lacking(const model::RoleDefinition& stored, const model::RoleDefinition& shipped) {
    std::string names;
    for (const auto permission : shipped.permissions) {
        if (stored.has(permission)) continue;
        names.append(names.empty() ? "" : ",").append(model::to_string(permission));
    }
    return names;
}

model::Actor platform() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

/// An installation that never kept a set begins with the rows that it has; one that is older records it.
Result<void> begin_set(storage::Writer& writer, bool older, Time now) {
    QY_TRY(set, storage::access_set::find(writer));
    if (set) return {};
    QY_TRY(made, storage::access_set::adopt(writer, 0));
    if (!older) return {};
    const JsonObject detail{{"rows", static_cast<std::int64_t>(made.entries.size())}};
    return write_audit(writer, platform(), {"access.begin_set", "table:access_set", "ok", detail}, now);
}

/// A built-in role that nobody edited is as this version ships it; one that somebody edited stays, and what it lacks is
/// told.
Result<void> follow_shipped(storage::Writer& writer, const RoleBook& book, Time now) {
    QY_TRY(rows, book.believed_rows(writer));
    for (const auto& row : rows.roles.all()) {
        const auto& stored = *row;
        const auto* const built_in = model::find_built_in(stored.role);
        if (built_in == nullptr || stored.damaged) continue;
        const auto shipped = model::as_shipped(*built_in);
        const auto missing = lacking(stored, shipped);
        const bool edited = stored.version != shipped.version;
        if (edited && !missing.empty()) {
            log::info("role.edited", {{"role", stored.role.name()}, {"lacks", missing}});
        }
        if (edited || stored.permissions == shipped.permissions) continue;
        QY_CHECK(storage::roles::renew(writer, shipped));
        const AuditNote note{"role.upgrade", "role:" + std::string(stored.role.name()), "ok", {{"added", missing}}};
        QY_CHECK(write_audit(writer, platform(), note, now));
    }
    return {};
}

/// Once at each start, as everything that is refused.
Result<void> tell_combined(storage::Writer& writer, const std::string& object, std::string_view a, std::string_view b,
                           Time now) {
    log::warning("access.combined", {{"object", object}, {"a", a}, {"b", b}});
    const JsonObject detail{{"a", a}, {"b", b}};
    return write_audit(writer, platform(), {"access.combined", object, "refused", detail}, now);
}

Result<void> tell_combined_users(storage::Writer& writer, const model::RoleTable& roles, Time now) {
    model::UserId last;
    while (true) {
        QY_TRY(users, storage::users::with_several_roles(writer, last, kUsersPerPage));
        for (const auto& user : users) {
            const auto two = roles.combined(user.roles);
            if (!two) continue;
            QY_CHECK(tell_combined(writer, "user:" + user.name, two->first.name(), two->second.name(), now));
        }
        if (static_cast<std::int64_t>(users.size()) < kUsersPerPage) return {};
        last = users.back().id;
    }
}

/// Roles and users that an older version let stand on two sides.
Result<void> tell_all_combined(storage::Writer& writer, const RoleBook& book, Time now) {
    QY_TRY(rows, book.rows_in(writer));
    for (const auto& role : rows.roles.all()) {
        if (role->sides() != 0) continue;
        QY_CHECK(
            tell_combined(writer, "role:" + std::string(role->role.name()), role->role.name(), role->role.name(), now));
    }
    return tell_combined_users(writer, rows.roles, now);
}

}  // namespace

Result<void> end_endless_tokens(storage::Writer& writer, std::int64_t days, Time now) {
    const Time expires_at = now.plus_seconds(days * 24 * 3'600);
    QY_TRY(ended, storage::tokens::give_end(writer, expires_at));
    if (ended == 0) return {};
    const auto end = model::to_rfc3339(expires_at);
    log::warning("token.given_end", {{"tokens", std::to_string(ended)}, {"expires_at", end}});
    const JsonObject detail{{"tokens", ended}, {"expires_at", end}};
    return write_audit(writer, platform(), {"token.given_end", "table:token", "ok", detail}, now);
}

Result<void> seed_access(storage::Writer& writer, const RoleBook& book, Adopt adopt, Time now) {
    QY_TRY(roles, storage::roles::all(writer));
    QY_TRY(users, storage::users::any(writer));
    const bool first = adopt == Adopt::when_first;
    if (roles.empty() && (first || !users)) QY_CHECK(insert_shipped(writer));
    if (book.check_set(writer).ok()) {  // rows that are refused stay as they are, until somebody adopts them
        QY_CHECK(begin_set(writer, !roles.empty(), now));
        QY_CHECK(follow_shipped(writer, book, now));
    }
    if (first && users) {
        QY_TRY(adopted, storage::users::vouch_for_all(writer));
        const AuditNote note{"access.adopt", "table:app_user", "ok", {{"users", adopted}}};
        QY_CHECK(write_audit(writer, platform(), note, now));
    }
    return tell_all_combined(writer, book, now);
}

}  // namespace qy::business
