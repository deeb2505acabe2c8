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
    actor.rights = RoleTable::as_shipped().rights_of(actor.roles);
    return actor;
}

Actor on(Channel channel) {
    Actor actor;
    actor.channel = channel;
    return actor;
}

TEST(Actor, RolesGiveWhatTheirRowsSayAndNothingElse) {
    struct Row {
        Role role;
        Scope scope;
        std::vector<Permission> may;  // besides anyone and signed_in
    };
    const Row rows[] = {
        {Role::system_administrator, Scope::all, {manage_parties, admit_users, manage_catalogue}},
        {Role::security_administrator, Scope::all, {manage_users}},
        {Role::audit_administrator, Scope::all, {read_audit}},
        {Role::brand_manager,
         Scope::brand,
         {read_submissions, review, grant_brand, freeze_codes, export_codes, manage_catalogue, read_reports,
          answer_reports}},
        {Role::regulator, Scope::all, {read_submissions, review, freeze_codes, read_reports, answer_reports}},
        {Role::party_administrator,
         Scope::own_party,
         {record_events, save_products, narrow_audience, issue_codes, export_codes, print_labels, read_submissions,
          manage_persons, admit_users, read_reports}},
        {Role::party_reviewer, Scope::own_party, {review, read_submissions, read_reports}},
        {Role::party_clerk, Scope::own_party, {record_events, save_products, read_submissions, issue_codes}},
        {Role::printing_house, Scope::own_party, {print_labels}},
    };
    ASSERT_EQ(std::size(rows), built_in_roles().size());
    for (const auto& row : rows) {
        const auto actor = user_with({row.role});
        for (const auto& [permission, name, zh, en, duty, assignable, agrees] : permissions()) {
            const bool basic = permission == anyone || permission == signed_in;
            const bool listed = std::find(row.may.begin(), row.may.end(), permission) != row.may.end();
            EXPECT_EQ(actor.may(permission), basic || listed) << row.role.name() << " " << name;
            const auto reach = actor.reach(permission);
            EXPECT_EQ(reach.is_nothing(), !listed) << row.role.name() << " " << name;
            EXPECT_EQ(reach.all, listed && row.scope == Scope::all) << row.role.name() << " " << name;
            EXPECT_EQ(!reach.manager.is_none(), listed && row.scope == Scope::brand) << row.role.name() << " " << name;
            EXPECT_EQ(reach.party, listed ? actor.party : PartyId());
        }
    }
}

TEST(Actor, AnonymousMayOnlyWhatAnyoneMay) {
    Actor visitor = user_with({Role::regulator});
    visitor.user = {};  // rights without a user are worth nothing
    for (const auto& row : permissions()) {
        EXPECT_EQ(visitor.may(row.permission), row.permission == anyone) << row.name;
        EXPECT_TRUE(visitor.reach(row.permission).is_nothing()) << row.name;
    }
}

TEST(Actor, ANameWithoutRightsIsWorthNothing) {
    Actor actor = user_with({});
    actor.roles = {Role::regulator};
    EXPECT_FALSE(actor.may(review));
    EXPECT_TRUE(actor.reach(review).is_nothing());
}

TEST(Actor, TheOperatorMayEverything) {
    for (const Channel channel : {Channel::operator_command, Channel::demo}) {
        for (const auto& row : permissions()) {
            EXPECT_TRUE(on(channel).may(row.permission)) << row.name;
            EXPECT_TRUE(on(channel).reach(row.permission).all) << row.name;
        }
    }
    EXPECT_FALSE(on(Channel::api).may(operate));
}

TEST(Actor, ReachesOfSeveralRolesAddUp) {
    const auto actor = user_with({Role::party_reviewer, Role::brand_manager});
    EXPECT_EQ(actor.reach(review).party, actor.party);
    EXPECT_EQ(actor.reach(review).manager, actor.party);
    EXPECT_FALSE(actor.reach(review).all);
    EXPECT_TRUE(actor.reach(issue_codes).is_nothing());
}

}  // namespace
}  // namespace qy::model
