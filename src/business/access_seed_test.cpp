// Rows of access control in a new database, in one that is older than the keyed hashes, and in one that somebody
// emptied.
#include "business/access_seed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/role_book.h"
#include "business/testing/account_world.h"
#include "storage/access_set_store.h"
#include "storage/audit_store.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Permission;
using model::Role;
using testing::AccountWorld;

class AccessSeedTest : public ::testing::Test {
 protected:
    AccessSeedTest() { world.add("li.na", {Role::party_clerk}); }
    void start(Adopt adopt) {
        const auto seeded = world.base.store().write([&](storage::Writer& writer) {
            const auto& services = world.base.services();
            return seed_access(writer, services.roles, adopt, services.clock.now());
        });
        EXPECT_TRUE(seeded.ok()) << seeded.error().code;
        world.base.services().roles.changed();
    }
    void edit(const std::string& sql) {
        EXPECT_TRUE(world.base.store().write([&](storage::Writer& writer) { return writer.script("edit", sql); }).ok());
        world.base.services().roles.changed();
    }
    bool may() { return world.actor("li.na").may(Permission::record_events); }
    std::size_t roles() { return world.base.services().roles.rows().value()->roles.all().size(); }
    AccountWorld world;
};

TEST_F(AccessSeedTest, ANewDatabaseHasTheRolesAsShipped) {
    EXPECT_EQ(roles(), model::built_in_roles().size());
    EXPECT_EQ(world.base.services().roles.rows().value()->rules.size(), model::shipped_change_rules().size());
    EXPECT_TRUE(may());
    start(Adopt::never);
    EXPECT_EQ(roles(), model::built_in_roles().size());
}

TEST_F(AccessSeedTest, AnOlderDatabaseIsTakenOverOnce) {
    edit("DELETE FROM role; DELETE FROM change_rule; UPDATE app_user SET roles_mac = ''");
    EXPECT_FALSE(may());
    start(Adopt::when_first);
    EXPECT_TRUE(may());
    const auto told = world.base.store()
                          .read([](storage::Reader& reader) { return storage::audit::last_of(reader, "access.adopt"); })
                          .value();
    ASSERT_TRUE(told);
    EXPECT_EQ(parse_json(told->detail).value().at("users").as_int64(), 1);
}

TEST_F(AccessSeedTest, ADatabaseFromBeforeTheSetBeginsOneWithItsRows) {
    edit("DELETE FROM access_set; UPDATE role SET permissions = 'review' WHERE role = 'regulator'");
    RoleBook fresh(world.base.store(), world.base.clock());  // whose head file was never written
    const auto begun = world.base.store().write([&](storage::Writer& writer) -> Result<storage::access_set::Stored> {
        QY_CHECK(seed_access(writer, fresh, Adopt::never, world.base.clock().now()));
        return storage::access_set::stored(writer);
    });
    ASSERT_TRUE(begun.ok() && begun->set);
    EXPECT_EQ(begun->set->entries.size() + 1, begun->rows.size()) << "without the one that does not vouch for itself";
    const auto told =
        world.base.store()
            .read([](storage::Reader& reader) { return storage::audit::last_of(reader, "access.begin_set"); })
            .value();
    ASSERT_TRUE(told);
    EXPECT_TRUE(fresh.rights_of(world.user("li.na")).value().may(Permission::record_events));
}

TEST_F(AccessSeedTest, WhatSomebodyEmptiedLaterStaysEmptyUntilItIsRestored) {
    edit("DELETE FROM role; UPDATE app_user SET roles_mac = ''");
    start(Adopt::never);
    EXPECT_EQ(roles(), 0U);
    EXPECT_FALSE(may());
    EXPECT_TRUE(world.roles.restore(Role::party_clerk, testing::CodeWorld::operator_()).ok());
    EXPECT_FALSE(may());  // the user's own row is still not vouched for
    EXPECT_TRUE(world.accounts.change_roles("li.na", {Role::party_clerk}, {}, testing::CodeWorld::operator_()).ok());
    EXPECT_TRUE(may());
    EXPECT_EQ(world.roles.restore(Role("label_keeper"), testing::CodeWorld::operator_()).error().code, "role.unknown");
}

TEST_F(AccessSeedTest, RolesThatNobodyEditedGetWhatANewVersionAdds) {
    const auto role_of = [&](const Role& role) {
        return *world.base.services().roles.rows().value()->roles.find(role);
    };
    const auto store = [&](model::RoleDefinition role, auto how) {
        EXPECT_TRUE(world.base.store().write([&](storage::Writer& writer) { return how(writer, role); }).ok());
        world.base.services().roles.changed();
    };
    // As an older version shipped it, and as somebody wanted it.
    auto clerk = role_of(Role::party_clerk);
    std::erase(clerk.permissions, Permission::issue_codes);
    store(clerk, storage::roles::renew);
    auto reviewer = role_of(Role::party_reviewer);
    reviewer.permissions = {Permission::read_submissions};
    store(reviewer, storage::roles::update);
    start(Adopt::never);
    EXPECT_TRUE(role_of(Role::party_clerk).has(Permission::issue_codes));
    EXPECT_FALSE(role_of(Role::party_reviewer).has(Permission::review));
    const auto told = world.base.store().read(
        [](storage::Reader& reader) { return storage::audit::last_of(reader, "role.upgrade"); });
    EXPECT_EQ(told.value()->object, "role:party_clerk");
    const auto before = told.value()->position;
    start(Adopt::never);
    const auto again = world.base.store().read(
        [](storage::Reader& reader) { return storage::audit::last_of(reader, "role.upgrade"); });
    EXPECT_EQ(again.value()->position, before) << "once";
}

// An older version let business roles stand beside an administrator's.
TEST_F(AccessSeedTest, WhoStandsOnTwoSidesIsToldAtEachStartAndHasNothingOfEither) {
    EXPECT_EQ(world.accounts.change_roles("li.na", {Role::audit_administrator}, {}, testing::CodeWorld::operator_())
                  .error()
                  .code,
              "user.roles_combined");
    const auto both = std::vector{Role::party_clerk, Role::audit_administrator};
    const auto user = world.user("li.na");
    ASSERT_TRUE(world.base.store()
                    .write([&](storage::Writer& writer) { return storage::users::set_roles(writer, user, both); })
                    .ok());
    const model::RoleDefinition odd{Role("odd_role"),  "角色", "Role",
                                    model::Scope::all, "",     {Permission::manage_users, Permission::admit_users}};
    ASSERT_TRUE(
        world.base.store().write([&](storage::Writer& writer) { return storage::roles::insert(writer, odd); }).ok());
    start(Adopt::never);
    EXPECT_FALSE(may());
    EXPECT_FALSE(world.actor("li.na").may(Permission::read_audit));
    storage::audit::Query asked;
    asked.action = "access.combined";
    asked.order = storage::audit::Order::oldest_first;
    asked.limit = 9;
    const auto told =
        world.base.store().read([&](storage::Reader& reader) { return storage::audit::search(reader, asked); }).value();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].object, "role:odd_role");
    EXPECT_EQ(told[1].object, "user:li.na");
    const auto by = testing::CodeWorld::operator_();
    ASSERT_TRUE(world.accounts.change_roles("li.na", {}, {Role::audit_administrator}, by).ok());
    EXPECT_TRUE(may());
}

}  // namespace
}  // namespace qy::business
