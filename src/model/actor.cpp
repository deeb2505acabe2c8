#include "model/actor.h"

#include <algorithm>

#include "base/assert.h"

namespace qy::model {
namespace {

const RoleRow& row_of(Role role) {
    const auto index = static_cast<std::size_t>(role);
    QY_ASSERT(index < roles().size());
    return roles()[index];
}

bool gives(const RoleRow& row, Permission permission) {
    return std::find(row.permissions.begin(), row.permissions.end(), permission) != row.permissions.end();
}

// The operator at the machine, and the example data that the operator asked for.
bool is_operator(const Actor& actor) {
    return actor.channel == Channel::operator_command || actor.channel == Channel::demo;
}

bool is_administrator(Role role) {
    return role == Role::system_administrator || role == Role::security_administrator ||
           role == Role::audit_administrator;
}

}  // namespace

bool Actor::may(Permission permission) const {
    if (permission == Permission::anyone || is_operator(*this)) return true;
    if (is_anonymous()) return false;
    if (permission == Permission::signed_in) return true;
    return std::any_of(roles.begin(), roles.end(), [&](Role role) { return gives(row_of(role), permission); });
}

Scope Actor::scope_of(Permission permission) const {
    if (is_operator(*this)) return Scope::all;
    auto widest = Scope::none;
    if (is_anonymous()) return widest;
    for (const Role role : roles) {
        const auto& row = row_of(role);
        if (gives(row, permission)) widest = std::max(widest, row.scope);
    }
    return widest;
}

bool Actor::has_role(Role role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool cannot_be_combined(Role a, Role b) {
    return a != b && is_administrator(a) && is_administrator(b);
}

}  // namespace qy::model
