// Roles as rows: what they give together, and that no sum of them stands on two sides.
#include "model/role.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace qy::model {
namespace {

using enum Permission;

constexpr Permission kOf[] = {manage_parties, manage_users, read_audit};  // one of each administrator

RoleDefinition role(std::string_view name, std::vector<Permission> permissions, Scope scope = Scope::all) {
    return {Role(name), "角色", "Role", scope, scope == Scope::region ? "460100" : "", std::move(permissions)};
}

TEST(Role, NamesAreShortAndPlain) {
    for (const auto* good : {"abc", "county_inspector", "a23", "a234567890123456789012345678901234567890"}) {
        EXPECT_TRUE(parse_role(good)) << good;
        EXPECT_EQ(parse_role(good)->name(), good);
    }
    for (const auto* bad : {"", "ab", "1abc", "_abc", "Abc", "a-bc", "a,bc", "a bc", "角色角色",
                            "a2345678901234567890123456789012345678901"}) {
        EXPECT_FALSE(parse_role(bad)) << bad;
    }
}

TEST(Role, EveryAdministratorHasItsOwnPermissions) {
    for (const auto& row : permissions()) {
        const bool administrators = std::ranges::find(kOf, row.permission) != std::end(kOf);
        EXPECT_EQ(is_administrator(row.duty), administrators) << row.name;
        // What a role can give is on some side: nothing platform-wide stands beside everything.
        EXPECT_EQ(row.duty == Duty::none, !row.assignable) << row.name;
        EXPECT_EQ(parse_permission(row.name), row.permission);
        EXPECT_FALSE(row.zh.empty() || row.en.empty()) << row.name;
        // Nobody can be given the right to remove or change what was recorded.
        const bool harms = row.name.find("audit") != std::string_view::npos && row.permission != read_audit;
        EXPECT_FALSE(harms) << row.name;
    }
    EXPECT_FALSE(row_of(operate).assignable);
    EXPECT_FALSE(row_of(anyone).assignable);
}

TEST(Role, TheThreeAdministratorsAreFixedAndApartFromEachOtherAndFromTheBusiness) {
    int fixed = 0;
    for (const auto& built_in : built_in_roles()) {
        const auto shipped = as_shipped(built_in);
        fixed += is_fixed(built_in.role) ? 1 : 0;
        EXPECT_EQ(is_fixed(built_in.role), is_administrator(shipped.duty())) << built_in.role.name();
        EXPECT_NE(shipped.sides(), 0) << built_in.role.name();
        for (const auto& other : built_in_roles()) {
            const Role two[] = {built_in.role, other.role};
            const bool apart = built_in.role != other.role && (is_fixed(built_in.role) || is_fixed(other.role));
            EXPECT_EQ(RoleTable::as_shipped().combined(two).has_value(), apart)
                << built_in.role.name() << " " << other.role.name();
        }
    }
    EXPECT_EQ(fixed, 3);
}

/// Whether one person may hold both, as the assessors ask for it.
bool may_be_one(Permission a, Permission b) {
    const auto administers = [](Permission one) { return std::ranges::find(kOf, one) != std::end(kOf); };
    const auto both_sides = [](Permission one) { return one == admit_users || one == manage_catalogue; };
    if (a == b) return true;
    if (!administers(a) && !administers(b)) return true;
    return (a == manage_parties && both_sides(b)) || (b == manage_parties && both_sides(a));
}

TEST(Role, WhatStandsOnTwoSidesGivesNothingOfEither) {
    for (const auto& row : permissions()) {
        for (const auto& other_row : permissions()) {
            if (!row.assignable || !other_row.assignable) continue;
            const auto a = row.permission;
            const auto b = other_row.permission;
            const bool good = may_be_one(a, b);
            const RoleTable table({role("role_a", {a}), role("role_b", {b})});
            const Role both[] = {Role("role_a"), Role("role_b")};
            EXPECT_EQ(table.combined(both).has_value(), !good) << row.name << " " << other_row.name;
            EXPECT_EQ(table.rights_of(both).may(a), good) << row.name << " " << other_row.name;
            EXPECT_EQ(table.rights_of(both).reach(b, PartyId(7)).is_nothing(), !good);
            // Nor does one role that somebody, or an older version, got into the table.
            const RoleTable forged({role("role_c", {a, b})});
            const Role one[] = {Role("role_c")};
            EXPECT_EQ(forged.combined(one).has_value(), !good);
            EXPECT_EQ(forged.rights_of(one).may(a), good);
        }
    }
}

TEST(Role, AThirdRoleDoesNotBringTwoSidesTogether) {
    const RoleTable table({role("role_a", {admit_users}), role("role_b", {manage_parties}), role("role_c", {review})});
    const Role admits[] = {Role("role_a"), Role("role_b")};
    EXPECT_TRUE(table.rights_of(admits).may(admit_users));
    const Role all[] = {Role("role_a"), Role("role_b"), Role("role_c")};
    EXPECT_TRUE(table.combined(all));
    for (const auto permission : {admit_users, manage_parties, review}) {
        EXPECT_FALSE(table.rights_of(all).may(permission)) << to_string(permission);
    }
}

TEST(Role, DamagedAndUnknownRolesGiveNothing) {
    auto damaged = role("role_a", {review});
    damaged.damaged = true;
    const RoleTable table({damaged});
    const Role names[] = {Role("role_a"), Role("role_b")};
    EXPECT_FALSE(table.rights_of(names).may(review));
    EXPECT_FALSE(table.rights_of(names).is_staff());
}

TEST(Role, ScopesDecideWhoIsStaffAndWhoNeedsASecondFactor) {
    struct Row {
        Scope scope;
        bool staff;
        bool factor;
    };
    for (const auto& [scope, staff, factor] : {Row{Scope::own_party, false, false}, Row{Scope::brand, true, false},
                                               Row{Scope::region, true, true}, Row{Scope::all, true, true}}) {
        const RoleTable table({role("role_a", {review}, scope)});
        const Role names[] = {Role("role_a")};
        const auto rights = table.rights_of(names);
        EXPECT_EQ(rights.is_staff(), staff) << to_string(scope);
        EXPECT_EQ(rights.needs_second_factor(), factor) << to_string(scope);
        const auto reach = rights.reach(review, PartyId(7));
        EXPECT_EQ(reach.party, PartyId(7));
        EXPECT_EQ(reach.regions.size(), scope == Scope::region ? 5U : 0U);  // Haikou and its districts
        EXPECT_TRUE(rights.reach(read_audit, PartyId(7)).is_nothing());
    }
}

}  // namespace
}  // namespace qy::model
