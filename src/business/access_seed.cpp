#include "business/access_seed.h"

#include "base/log.h"
#include "business/audit.h"
#include "model/change_rule.h"
#include "model/role.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

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

/// A built-in role that nobody edited is as this version ships it; one that somebody edited stays, and what it lacks is
/// told.
Result<void> follow_shipped(storage::Writer& writer, const std::vector<model::RoleDefinition>& roles, Time now) {
    for (const auto& stored : roles) {
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

}  // namespace

Result<void> seed_access(storage::Writer& writer, Adopt adopt, Time now) {
    QY_TRY(roles, storage::roles::all(writer));
    QY_TRY(users, storage::users::any(writer));
    const bool first = adopt == Adopt::when_first;
    if (roles.empty() && (first || !users)) QY_CHECK(insert_shipped(writer));
    QY_CHECK(follow_shipped(writer, roles, now));
    if (!first || !users) return {};
    QY_TRY(adopted, storage::users::vouch_for_all(writer));
    return write_audit(writer, platform(), {"access.adopt", "table:app_user", "ok", {{"users", adopted}}}, now);
}

}  // namespace qy::business
