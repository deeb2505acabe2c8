// Roles by two persons; and the three administrators, who cannot be one person by any way.
#include "business/role_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/testing/account_world.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;

constexpr Role kAdministrators[] = {Role::system_administrator, Role::security_administrator,
                                    Role::audit_administrator};

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

class RoleDeskTest : public ::testing::Test {
 protected:
    RoleDeskTest() {
        world.add("sec.one", {Role::security_administrator});
        world.add("sec.two", {Role::security_administrator});
        world.add("li.na", {Role::party_clerk});
        one = world.actor("sec.one");
        two = world.actor("sec.two");
    }
    model::RoleProposalId proposed(const std::string& user, Role role, bool removal = false) {
        auto id = world.roles.propose(user, role, removal, one);
        EXPECT_TRUE(id.ok()) << code_of(id);
        return id.ok() ? *id : model::RoleProposalId();
    }
    AccountWorld world;
    model::Actor one;
    model::Actor two;
};

TEST_F(RoleDeskTest, AnotherPersonApprovesAndTheSessionsEnd) {
    ASSERT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    const auto token = world.last->session_token;
    const auto id = proposed("li.na", Role::party_reviewer);
    EXPECT_THAT(world.user("li.na").roles, ElementsAre(Role::party_clerk));  // not yet
    EXPECT_EQ(code_of(world.roles.approve(id, one)), "role.same_person");
    EXPECT_EQ(code_of(world.roles.approve(id, world.actor("li.na"))), "role.own");
    EXPECT_TRUE(world.sessions.authenticate(token).ok());
    EXPECT_EQ(code_of(world.roles.approve(id, two)), "ok");
    EXPECT_THAT(world.user("li.na").roles, ElementsAre(Role::party_clerk, Role::party_reviewer));
    EXPECT_EQ(code_of(world.sessions.authenticate(token)), "session.ended");
    EXPECT_EQ(code_of(world.roles.approve(id, two)), "role.decided");
    EXPECT_EQ(code_of(world.roles.approve(proposed("li.na", Role::party_clerk, true), two)), "ok");
    EXPECT_THAT(world.user("li.na").roles, ElementsAre(Role::party_reviewer));
}

TEST_F(RoleDeskTest, WhatCannotBeProposed) {
    const auto propose = [&](const std::string& user, Role role, bool removal, const model::Actor& by) {
        return code_of(world.roles.propose(user, role, removal, by));
    };
    EXPECT_EQ(propose("nobody", Role::regulator, false, one), "user.not_found");
    EXPECT_EQ(propose("sec.one", Role::regulator, false, one), "role.own");
    EXPECT_EQ(propose("li.na", Role::party_clerk, false, one), "role.has");
    EXPECT_EQ(propose("li.na", Role::regulator, true, one), "role.has_not");
    EXPECT_EQ(propose("li.na", Role::regulator, false, one), "ok");
    EXPECT_EQ(propose("li.na", Role::regulator, false, two), "role.waiting");
}

TEST_F(RoleDeskTest, RejectedByAnotherWithdrawnByTheProposer) {
    EXPECT_EQ(world.roles.reject(proposed("li.na", Role::regulator), two).value(), model::ProposalState::rejected);
    const auto id = proposed("li.na", Role::regulator);
    EXPECT_EQ(world.roles.reject(id, one).value(), model::ProposalState::withdrawn);
    EXPECT_EQ(code_of(world.roles.approve(id, two)), "role.decided");
    EXPECT_EQ(code_of(world.roles.reject(model::RoleProposalId(7), two)), "role.not_found");
    const auto listed = world.roles.list(model::ProposalState::withdrawn, {}, 10).value();
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].user, "li.na");
    EXPECT_EQ(listed[0].proposer, "sec.one");
    EXPECT_EQ(listed[0].decider, "sec.one");
}

TEST_F(RoleDeskTest, NoTwoAdministratorsInOnePersonByAnyWay) {
    const auto by = CodeWorld::operator_();
    int users = 0;
    for (const Role a : kAdministrators) {
        for (const Role b : kAdministrators) {
            if (a == b) continue;
            const std::string told = std::string(model::to_string(a)) + " and " + std::string(model::to_string(b));
            // Made with both; given the other by the operator; given both at once.
            EXPECT_EQ(
                code_of(world.accounts.add(
                    {"two.hats", {a, b}, world.base.names.farm, SecretText(std::string(AccountWorld::kPassword))}, by)),
                "user.roles_combined")
                << told;
            const std::string name = "user." + std::to_string(++users);
            world.add(name, {a});
            EXPECT_EQ(code_of(world.accounts.change_roles(name, {b}, {}, by)), "user.roles_combined") << told;
            EXPECT_EQ(code_of(world.accounts.change_roles("li.na", {a, b}, {}, by)), "user.roles_combined") << told;
            // Proposed beside the one held.
            EXPECT_EQ(code_of(world.roles.propose(name, b, false, one)), "user.roles_combined") << told;
            // Two proposals that wait at the same time.
            const std::string fresh = "fresh." + std::to_string(users);
            world.add(fresh, {Role::party_clerk});
            const auto first = proposed(fresh, a);
            EXPECT_EQ(code_of(world.roles.propose(fresh, b, false, two)), "user.roles_combined") << told;
            // The other one given by the operator while the first waits.
            EXPECT_EQ(code_of(world.accounts.change_roles(fresh, {b}, {}, by)), "ok") << told;
            EXPECT_EQ(code_of(world.roles.approve(first, two)), "user.roles_combined") << told;
            EXPECT_THAT(world.user(fresh).roles, ElementsAre(Role::party_clerk, b)) << told;
            // A removal that waits makes no room before it is approved.
            EXPECT_EQ(code_of(world.roles.propose(name, a, true, one)), "ok") << told;
            EXPECT_EQ(code_of(world.roles.propose(name, b, false, one)), "user.roles_combined") << told;
            EXPECT_THAT(world.user(name).roles, ElementsAre(a)) << told;
            // Exchanging one for the other is allowed.
            EXPECT_EQ(code_of(world.accounts.change_roles(name, {b}, {a}, by)), "ok") << told;
            EXPECT_THAT(world.user(name).roles, ElementsAre(b)) << told;
        }
    }
    EXPECT_EQ(users, 6);
}

}  // namespace
}  // namespace qy::business
