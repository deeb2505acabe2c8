#include "model/role.h"

#include <algorithm>

#include "model/region.h"

namespace qy::model {
namespace {

constexpr Duty kDuties[] = {Duty::none, Duty::system, Duty::security, Duty::audit, Duty::business, Duty::shared};

}  // namespace

bool RoleDefinition::has(Permission permission) const {
    return std::ranges::find(permissions, permission) != permissions.end();
}

bool RoleDefinition::agrees() const {
    return std::ranges::any_of(permissions, [](Permission one) { return row_of(one).agrees; });
}

Sides RoleDefinition::sides() const {
    Sides sides = every_side;
    for (const Permission permission : permissions) sides &= sides_of(row_of(permission).duty);
    return sides;
}

Duty RoleDefinition::duty() const {
    const auto* const found = std::ranges::find(kDuties, sides(), &sides_of);
    return found == std::end(kDuties) ? Duty::none : *found;
}

RoleDefinition as_shipped(const BuiltInRole& role) {
    return {role.role,
            std::string(role.zh),
            std::string(role.en),
            role.scope,
            {},
            {role.permissions.begin(), role.permissions.end()}};
}

bool Rights::may(Permission permission) const {
    Sides sides = every_side;
    bool given = false;
    for (const auto& role : roles_) {
        sides &= role->sides();
        given = given || role->has(permission);
    }
    return given && sides != 0;
}

Reach Rights::reach(Permission permission, PartyId own) const {
    Reach reach;
    if (!may(permission)) return reach;
    reach.day = day_;
    for (const auto& role : roles_) {
        if (!role->has(permission)) continue;
        reach.party = own;
        if (role->scope == Scope::all) reach.all = true;
        if (role->scope == Scope::brand) reach.manager = own;
        if (role->scope != Scope::region) continue;
        for (auto& code : regions_within(role->region)) reach.regions.push_back(std::move(code));
    }
    return reach;
}

bool Rights::is_staff() const {
    return std::ranges::any_of(roles_, [](const auto& role) { return role->scope > Scope::own_party; });
}

bool Rights::needs_second_factor() const {
    return std::ranges::any_of(roles_, [](const auto& role) {
        return role->scope == Scope::all || role->scope == Scope::region || is_administrator(role->duty());
    });
}

RoleTable::RoleTable(std::vector<RoleDefinition> roles) {
    std::ranges::sort(roles, {}, &RoleDefinition::role);
    for (auto& role : roles) roles_.push_back(std::make_shared<const RoleDefinition>(std::move(role)));
}

RoleTable RoleTable::as_shipped() {
    std::vector<RoleDefinition> roles;
    for (const auto& role : built_in_roles()) roles.push_back(model::as_shipped(role));
    return RoleTable(std::move(roles));
}

const RoleDefinition* RoleTable::find(const Role& role) const {
    const auto found = std::ranges::find(roles_, role, [](const auto& one) { return one->role; });
    return found == roles_.end() ? nullptr : found->get();
}

Rights RoleTable::rights_of(std::span<const Role> roles) const {
    Rights rights;
    for (const auto& one : roles_) {
        if (!one->damaged && std::ranges::find(roles, one->role) != roles.end()) rights.add(one);
    }
    return rights;
}

std::optional<std::pair<Role, Role>> RoleTable::combined(std::span<const Role> roles) const {
    for (const Role& role : roles) {
        const auto* const one = find(role);
        for (const Role& before : roles) {
            const auto* const other = find(before);
            if (one == nullptr || other == nullptr) continue;
            if ((other->sides() & one->sides()) == 0) return std::pair(other->role, one->role);
        }
    }
    return std::nullopt;
}

}  // namespace qy::model
