// Roles by two persons; and the three administrators, who cannot be one person by any way.
#include "business/role_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/change_feed.h"
#include "business/role_book.h"
#include "business/testing/account_world.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Permission;
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
    model::AccessProposalId proposed(const std::string& user, const Role& role, bool removal = false) {
        auto id = world.roles.propose(user, role, removal, one);
        EXPECT_TRUE(id.ok()) << code_of(id);
        return id.ok() ? *id : model::AccessProposalId();
    }
    /// A definition as a proposal wants it; version 0: a new one.
    static model::RoleDefinition role(std::string_view name, std::vector<Permission> permissions,
                                      model::Scope scope = model::Scope::own_party, std::int64_t version = 0) {
        model::RoleDefinition wanted{Role(name), "角色", "Role", scope, {}, std::move(permissions)};
        wanted.version = version;
        return wanted;
    }
    static model::RoleDefinition changed(const Role& name, std::vector<Permission> permissions, std::int64_t version) {
        auto wanted = model::as_shipped(*model::find_built_in(name));
        wanted.permissions = std::move(permissions);
        wanted.version = version;
        return wanted;
    }
    std::string propose(const model::RoleDefinition& wanted) { return code_of(world.roles.propose_role(wanted, one)); }
    /// Proposed by one, approved by the other.
    void put(const model::RoleDefinition& wanted) {
        auto id = world.roles.propose_role(wanted, one);
        ASSERT_TRUE(id.ok()) << code_of(id);
        EXPECT_EQ(code_of(world.roles.approve(*id, two)), "ok");
    }
    bool may(const std::string& user, Permission permission) { return world.actor(user).may(permission); }
    /// The newest audit record of an action: its detail.
    Json told(std::string_view action) {
        const auto record = world.base.store()
                                .read([&](storage::Reader& reader) { return storage::audit::last_of(reader, action); })
                                .value();
        return record ? parse_json(record->detail).value() : Json(nullptr);
    }
    /// Somebody who has nothing but the database.
    void edit(const std::string& sql) {
        EXPECT_TRUE(world.base.store().write([&](storage::Writer& writer) { return writer.script("edit", sql); }).ok());
        world.base.clock().advance_seconds(2);  // another program's change is seen after a second at the latest
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

TEST_F(RoleDeskTest, WhatIsTakenAwayWhileAStreamIsMadeIsSeenByIt) {
    const auto& services = world.base.services();
    const auto asked = world.actor("li.na");
    const std::vector<ChangeTopic> topics{change_topic(services, "submissions", asked).value()};
    const auto still = [&] { return code_of(check_topics(services, topics, asked)); };
    EXPECT_EQ(still(), "ok");
    const auto clerk = model::as_shipped(*model::find_built_in(Role::party_clerk));
    put(changed(Role::party_clerk, {Permission::record_events}, clerk.version));
    EXPECT_EQ(still(), "session.ended") << "the role gives less";
    EXPECT_EQ(code_of(world.roles.restore(Role::party_clerk, CodeWorld::operator_())), "ok");
    EXPECT_EQ(still(), "ok");
    EXPECT_EQ(code_of(world.roles.approve(proposed("li.na", Role::party_clerk, true), two)), "ok");
    EXPECT_EQ(still(), "session.ended") << "the user has it no more";
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
    EXPECT_EQ(code_of(world.roles.reject(model::AccessProposalId(7), two)), "role.not_found");
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
            world.add(fresh, {});
            const auto first = proposed(fresh, a);
            EXPECT_EQ(code_of(world.roles.propose(fresh, b, false, two)), "user.roles_combined") << told;
            // The other one given by the operator while the first waits.
            EXPECT_EQ(code_of(world.accounts.change_roles(fresh, {b}, {}, by)), "ok") << told;
            EXPECT_EQ(code_of(world.roles.approve(first, two)), "user.roles_combined") << told;
            EXPECT_THAT(world.user(fresh).roles, ElementsAre(b)) << told;
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

TEST_F(RoleDeskTest, ARoleIsMadeAndChangedByTwoAndCountsAtOnce) {
    ASSERT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    const auto token = world.last->session_token;
    EXPECT_FALSE(may("li.na", Permission::freeze_codes));
    put(changed(Role::party_clerk, {Permission::record_events, Permission::freeze_codes}, 1));
    EXPECT_TRUE(may("li.na", Permission::freeze_codes));
    EXPECT_FALSE(may("li.na", Permission::issue_codes));
    // The session that is open goes on, with the rights of now.
    const auto view = world.sessions.authenticate(token).value();
    EXPECT_TRUE(view.rights.may(Permission::freeze_codes));
    EXPECT_FALSE(view.rights.may(Permission::issue_codes));
    const auto detail = told("role.approve");
    EXPECT_EQ(detail.at("before").at("permissions").as_array().size(), 4U);
    EXPECT_EQ(detail.at("after").at("permissions").as_array().size(), 2U);

    put(role("label_keeper", {Permission::export_codes}));
    EXPECT_EQ(code_of(world.roles.approve(proposed("li.na", Role("label_keeper")), two)), "ok");
    EXPECT_TRUE(may("li.na", Permission::export_codes));
    EXPECT_EQ(code_of(world.roles.propose("li.na", Role("label_maker"), false, one)), "user.role_unknown");
}

TEST_F(RoleDeskTest, WhatARoleMayNotBe) {
    using enum Permission;
    const auto all = model::Scope::all;
    EXPECT_EQ(propose(changed(Role::security_administrator, {manage_users, read_audit}, 1)), "role.fixed");
    EXPECT_EQ(propose(changed(Role::audit_administrator, {}, 1)), "role.fixed");
    EXPECT_EQ(propose(changed(Role::party_clerk, {record_events, manage_users}, 1)), "role.bounds");
    EXPECT_EQ(propose(role("two_in_one", {manage_users, read_audit}, all)), "role.duties_combined");
    EXPECT_EQ(propose(role("two_in_one", {read_audit, manage_parties}, all)), "role.duties_combined");
    EXPECT_EQ(propose(role("small_auditor", {read_audit})), "role.duty_scope");
    EXPECT_EQ(propose(role("machine_user", {operate})), "role.unassignable");
    EXPECT_EQ(propose(role("county_inspector", {review}, model::Scope::region)), "role.region");
    EXPECT_EQ(propose(role("party_clerk", {review})), "role.labels");
    EXPECT_EQ(propose(role("label_keeper", {export_codes}, model::Scope::own_party, 3)), "role.unknown");
    EXPECT_EQ(propose(changed(Role::party_clerk, {}, 7)), "role.changed");
    EXPECT_EQ(propose(role("label_keeper", {export_codes})), "ok");
    EXPECT_EQ(propose(role("label_keeper", {})), "role.waiting");
    // Nobody changes what it holds itself.
    put(role("user_keeper", {manage_users}, all));
    EXPECT_EQ(code_of(world.accounts.change_roles("sec.one", {Role("user_keeper")}, {}, CodeWorld::operator_())), "ok");
    one = world.actor("sec.one");
    EXPECT_EQ(propose(role("user_keeper", {}, all, 1)), "role.own");
}

TEST_F(RoleDeskTest, NoChangeOfARoleMakesTwoAdministratorsOfItsHolder) {
    using enum Permission;
    const auto by = CodeWorld::operator_();
    put(role("helper_role", {}, model::Scope::all));
    world.add("two.hats", {Role::audit_administrator, Role("helper_role")});
    // Asked for when the holder has the other already.
    EXPECT_EQ(propose(role("helper_role", {manage_users}, model::Scope::all, 1)), "role.would_combine");
    // Two that wait: the role gains a permission, the holder another administrator's role. Either order fails.
    world.add("later.hats", {Role("helper_role")});
    EXPECT_EQ(code_of(world.accounts.change_roles("two.hats", {}, {Role("helper_role")}, by)), "ok");
    const auto gain =
        world.roles.propose_role(role("helper_role", {manage_parties}, model::Scope::all, 1), one).value();
    const auto grant = proposed("later.hats", Role::audit_administrator);
    EXPECT_EQ(code_of(world.roles.approve(gain, two)), "ok");
    EXPECT_EQ(code_of(world.roles.approve(grant, two)), "user.roles_combined");
    EXPECT_EQ(code_of(world.accounts.change_roles("later.hats", {Role::audit_administrator}, {}, by)),
              "user.roles_combined");
    // The other way round.
    world.add("third.hats", {Role::security_administrator});
    put(role("other_helper", {}, model::Scope::all));
    const auto second = world.roles.propose_role(role("other_helper", {read_audit}, model::Scope::all, 1), one).value();
    EXPECT_EQ(code_of(world.roles.approve(proposed("third.hats", Role("other_helper")), two)), "ok");
    EXPECT_EQ(code_of(world.roles.approve(second, two)), "role.would_combine");
}

TEST_F(RoleDeskTest, RowsThatWereEditedInTheDatabaseGiveNothingAndAreTold) {
    std::vector<std::string> told_objects;
    world.base.services().roles.when_damaged([&](const std::string& object) { told_objects.push_back(object); });
    edit("UPDATE role SET permissions = 'record_events,export_personal' WHERE role = 'party_clerk'");
    EXPECT_FALSE(may("li.na", Permission::export_personal));
    EXPECT_FALSE(may("li.na", Permission::record_events));
    EXPECT_THAT(told_objects, ElementsAre("role:party_clerk"));
    EXPECT_EQ(world.base.services().roles.damaged_rows(), 1U);
    EXPECT_FALSE(told("access.damaged").is_null());
    // The operator puts the role back; other roles were never touched.
    EXPECT_EQ(code_of(world.roles.restore(Role::party_clerk, CodeWorld::operator_())), "ok");
    EXPECT_TRUE(may("li.na", Permission::record_events));

    edit("UPDATE app_user SET roles = 'security_administrator' WHERE name = 'li.na'");
    EXPECT_TRUE(world.user("li.na").damaged);
    EXPECT_FALSE(may("li.na", Permission::manage_users));
    edit("UPDATE app_user SET roles_mac = '' WHERE name = 'li.na'");
    EXPECT_FALSE(may("li.na", Permission::manage_users));
    // Another user's row in its place is refused as well.
    edit(
        "UPDATE app_user SET roles_mac = (SELECT roles_mac FROM app_user WHERE name = 'sec.one') WHERE name = "
        "'li.na'");
    EXPECT_FALSE(may("li.na", Permission::manage_users));
    EXPECT_THAT(told_objects, ElementsAre("role:party_clerk", "user:li.na"));
    // Roles that are given anew do not take over what was edited in.
    EXPECT_EQ(code_of(world.accounts.change_roles("li.na", {Role::party_clerk}, {}, CodeWorld::operator_())), "ok");
    EXPECT_THAT(world.user("li.na").roles, ElementsAre(Role::party_clerk));
    EXPECT_TRUE(may("li.na", Permission::record_events));
}

TEST_F(RoleDeskTest, AProposalThatWasEditedIsNotApproved) {
    const auto id = proposed("li.na", Role::party_reviewer);
    edit("UPDATE access_proposal SET subject = 'regulator' WHERE state = 'proposed'");
    EXPECT_EQ(code_of(world.roles.approve(id, two)), "access.damaged");
    EXPECT_TRUE(world.roles.list(model::ProposalState::proposed, {}, 10).value().front().proposal.damaged);
    EXPECT_EQ(code_of(world.roles.reject(id, two)), "ok");
}

TEST_F(RoleDeskTest, RulesOfFieldsAreChangedByTwo) {
    using model::ChangeKind;
    const model::ChangeRule gtin{ChangeKind::product, "gtin", {Role::party_administrator}, 0};
    EXPECT_EQ(code_of(world.roles.propose_rule({ChangeKind::product, "owner", {}, 0}, false, one)),
              "change_rule.field");
    EXPECT_EQ(code_of(world.roles.propose_rule({ChangeKind::product, "gtin", {Role("label_maker")}, 0}, false, one)),
              "user.role_unknown");
    EXPECT_EQ(code_of(world.roles.propose_rule(gtin, true, one)), "change_rule.unknown");
    const auto id = world.roles.propose_rule(gtin, false, one).value();
    EXPECT_EQ(code_of(world.roles.propose_rule(gtin, false, two)), "role.waiting");
    EXPECT_EQ(code_of(world.roles.approve(id, one)), "role.same_person");
    EXPECT_EQ(code_of(world.roles.approve(id, two)), "ok");
    EXPECT_EQ(world.base.services().roles.rows().value()->rules.size(), 3U);
    EXPECT_EQ(code_of(world.roles.propose_rule(gtin, false, one)), "change_rule.changed");
    const auto removal = world.roles.propose_rule({ChangeKind::product, "gtin", {}, 1}, true, one).value();
    EXPECT_EQ(code_of(world.roles.approve(removal, two)), "ok");
    EXPECT_EQ(world.base.services().roles.rows().value()->rules.size(), 2U);
}

}  // namespace
}  // namespace qy::business
