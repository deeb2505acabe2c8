#include "model/actor.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace qy::model {
namespace {

using enum Permission;

Actor user_with(std::vector<Role> roles) {
    Actor actor;
    actor.user = UserId(7);
    actor.party = PartyId(8);
    actor.roles = std::move(roles);
    return actor;
}

Actor on(Channel channel) {
    Actor actor;
    actor.channel = channel;
    return actor;
}

constexpr Permission kAll[] = {anyone,           signed_in,    record_events,  save_products, review,
                               read_submissions, issue_codes,  export_codes,   freeze_codes,  grant_brand,
                               read_audit,       manage_users, manage_parties, admit_users,   manage_persons,
                               export_personal,  operate};

TEST(Actor, RolesGiveWhatTheirRowsSayAndNothingElse) {
    struct Row {
        Role role;
        Scope scope;
        std::vector<Permission> may;  // besides anyone and signed_in
    };
    const Row rows[] = {
        {Role::system_administrator, Scope::all, {manage_parties, admit_users}},
        {Role::security_administrator, Scope::all, {manage_users}},
        {Role::audit_administrator, Scope::all, {read_audit}},
        {Role::brand_manager, Scope::brand, {read_submissions, review, grant_brand, freeze_codes, export_codes}},
        {Role::regulator, Scope::all, {read_submissions, review, freeze_codes}},
        {Role::party_administrator,
         Scope::own_party,
         {record_events, save_products, issue_codes, export_codes, read_submissions, manage_persons, admit_users}},
        {Role::party_reviewer, Scope::own_party, {review, read_submissions}},
        {Role::party_clerk, Scope::own_party, {record_events, save_products, read_submissions, issue_codes}},
        {Role::printing_house, Scope::own_party, {export_codes}},
    };
    ASSERT_EQ(std::size(rows), roles().size());
    for (const auto& row : rows) {
        const auto actor = user_with({row.role});
        for (const Permission permission : kAll) {
            const bool basic = permission == anyone || permission == signed_in;
            const bool listed = std::find(row.may.begin(), row.may.end(), permission) != row.may.end();
            EXPECT_EQ(actor.may(permission), basic || listed) << to_string(row.role) << " " << to_string(permission);
            if (permission == anyone) continue;
            EXPECT_EQ(actor.scope_of(permission), basic || listed ? row.scope : Scope::none)
                << to_string(row.role) << " " << to_string(permission);
        }
    }
}

TEST(Actor, AnonymousMayOnlyWhatAnyoneMay) {
    Actor visitor;
    visitor.roles = {Role::regulator};  // a role without a user is worth nothing
    for (const Permission permission : kAll) {
        EXPECT_EQ(visitor.may(permission), permission == anyone) << to_string(permission);
        EXPECT_EQ(visitor.scope_of(permission), Scope::none) << to_string(permission);
    }
}

TEST(Actor, TheOperatorMayEverything) {
    for (const Channel channel : {Channel::operator_command, Channel::demo}) {
        for (const Permission permission : kAll) {
            EXPECT_TRUE(on(channel).may(permission)) << to_string(permission);
            EXPECT_EQ(on(channel).scope_of(permission), Scope::all) << to_string(permission);
        }
    }
    EXPECT_FALSE(on(Channel::api).may(operate));
}

TEST(Actor, TheWidestScopeOfSeveralRolesCounts) {
    const auto actor = user_with({Role::party_reviewer, Role::brand_manager});
    EXPECT_EQ(actor.scope_of(review), Scope::brand);
    EXPECT_EQ(actor.scope_of(grant_brand), Scope::brand);
    EXPECT_EQ(actor.scope_of(issue_codes), Scope::none);
    EXPECT_TRUE(actor.has_role(Role::party_reviewer));
    EXPECT_FALSE(actor.has_role(Role::regulator));
}

TEST(Actor, NobodyIsTwoAdministrators) {
    const auto is_administrator = [](Role role) {
        return role == Role::system_administrator || role == Role::security_administrator ||
               role == Role::audit_administrator;
    };
    for (const auto& a : roles()) {
        for (const auto& b : roles()) {
            const bool expected = a.role != b.role && is_administrator(a.role) && is_administrator(b.role);
            EXPECT_EQ(cannot_be_combined(a.role, b.role), expected) << a.name << " " << b.name;
        }
    }
}

TEST(Actor, TheTableOfRolesIsInOrder) {
    for (std::size_t i = 0; i < roles().size(); ++i) {
        EXPECT_EQ(static_cast<std::size_t>(roles()[i].role), i);
        EXPECT_EQ(to_string(roles()[i].role), roles()[i].name);
        EXPECT_FALSE(roles()[i].zh.empty());
    }
}

}  // namespace
}  // namespace qy::model
