// Rows of roles and rules that are put back with their old hashes, or taken away, are told from the present ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "business/access_seed.h"
#include "business/review.h"
#include "business/role_book.h"
#include "business/testing/account_world.h"
#include "storage/access_set_store.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/testing/temp_store.h"

namespace qy::business {
namespace {

using model::Permission;
using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AccessSetTest : public ::testing::Test {
 protected:
    AccessSetTest() {
        book().keep_head(head_file(), world.base.keys());  // as a start does, before anything is asked
        world.add("sec.one", {Role::security_administrator});
        world.add("sec.two", {Role::security_administrator});
        world.add("li.na", {Role::party_clerk});
        one = world.actor("sec.one");
        two = world.actor("sec.two");
        EXPECT_TRUE(may("li.na"));
        edit("CREATE TABLE old_role AS SELECT * FROM role; CREATE TABLE old_set AS SELECT * FROM access_set");
    }
    RoleBook& book() { return world.base.services().roles; }
    [[nodiscard]] std::string head_file() const { return folder.path() + "/access-head"; }
    /// A second start of the program on the same database, with the same file.
    std::unique_ptr<RoleBook> started_again() {
        auto again = std::make_unique<RoleBook>(world.base.store(), world.base.clock());
        again->keep_head(head_file(), world.base.keys());
        return again;
    }
    bool may(const std::string& user, Permission permission = Permission::record_events) {
        return world.actor(user).may(permission);
    }
    /// Two administrators take a permission from the clerks.
    void take_away() {
        auto wanted = model::as_shipped(*model::find_built_in(Role::party_clerk));
        std::erase(wanted.permissions, Permission::record_events);
        approve(world.roles.propose_role(wanted, one));
        EXPECT_FALSE(may("li.na"));
    }
    void approve(const Result<model::AccessProposalId>& proposal) {
        ASSERT_TRUE(proposal.ok()) << proposal.error().code;
        const auto done = world.roles.approve(*proposal, two);
        EXPECT_TRUE(done.ok()) << done.error().code;
    }
    /// Somebody who has nothing but the database.
    void edit(const std::string& sql) {
        const auto done = world.base.store().write([&](storage::Writer& writer) { return writer.script("edit", sql); });
        EXPECT_TRUE(done.ok()) << done.error().detail.text;
        world.base.clock().advance_seconds(2);  // another program's change is seen after a second at the latest
    }
    void put_old_role_back() { edit("DELETE FROM role; INSERT INTO role SELECT * FROM old_role"); }
    void put_old_set_back() { edit("DELETE FROM access_set; INSERT INTO access_set SELECT * FROM old_set"); }
    std::vector<std::string> told_by(RoleBook& told) {
        std::vector<std::string> objects;
        (void)told.rows();
        told.when_damaged([&](const std::string& object) { objects.push_back(object); });
        told.when_damaged([](const std::string&) {});
        return objects;
    }

    AccountWorld world;
    storage::testing::TempFolder folder;
    model::Actor one;
    model::Actor two;
};

TEST_F(AccessSetTest, WhoeverChangesRowsByTheProgramIsBelievedAlsoAfterARestart) {
    take_away();
    approve(world.roles.propose_network({"staff", {"127.0.0.0/8"}, {}, 0}, one));
    approve(
        world.roles.propose_rule({model::ChangeKind::product, "name_en", {Role::party_administrator}, 0}, false, one));
    EXPECT_THAT(told_by(book()), IsEmpty());
    EXPECT_THAT(told_by(*started_again()), IsEmpty());
}

TEST_F(AccessSetTest, AnOldRowWithItsOldHashGivesNothing) {
    take_away();
    put_old_role_back();
    EXPECT_FALSE(may("li.na"));
    EXPECT_THAT(told_by(book()), ElementsAre("role:party_clerk")) << "the others are as they were";
    EXPECT_TRUE(may("sec.one", Permission::manage_users));
    ASSERT_TRUE(world.roles.restore(Role::party_clerk, CodeWorld::operator_()).ok());
    EXPECT_TRUE(may("li.na")) << "it was written anew";
    EXPECT_THAT(told_by(*started_again()), IsEmpty());
}

TEST_F(AccessSetTest, ARotationOfTheKeyDoesNotVouchForAnOldRow) {
    take_away();
    put_old_role_back();
    const auto vouched = world.base.store().write(
        [](storage::Writer& writer) { return storage::roles::vouch_anew(writer, Role::party_clerk.name()); });
    EXPECT_EQ(vouched.error().code, "access.damaged");
    const auto other = world.base.store().write(
        [](storage::Writer& writer) { return storage::roles::vouch_anew(writer, Role::regulator.name()); });
    EXPECT_TRUE(other.ok()) << other.error().code;
}

TEST_F(AccessSetTest, ARuleThatWasTakenAwayShutsOutInsteadOfLettingIn) {
    approve(world.roles.propose_network({"staff", {"10.0.0.0/8"}, {}, 0}, one));
    approve(
        world.roles.propose_rule({model::ChangeKind::product, "name_en", {Role::party_administrator}, 0}, false, one));
    edit(
        "DELETE FROM network_rule; DELETE FROM change_rule WHERE field = 'name_en'; DELETE FROM role WHERE role = "
        "'printing_house'");
    const auto rows = book().rows().value();
    ASSERT_EQ(rows->networks.size(), 1U);
    EXPECT_TRUE(rows->networks.front().damaged);
    const auto rule = std::ranges::find(rows->rules, "name_en", &model::ChangeRule::field);
    ASSERT_NE(rule, rows->rules.end());
    EXPECT_FALSE(rule->admits({Role::party_administrator}));
    EXPECT_THAT(told_by(book()), ::testing::UnorderedElementsAre("network_rule:staff", "change_rule:product.name_en",
                                                                 "role:printing_house"));
    // What is written anew counts again; what the operator takes away is gone for good.
    approve(
        world.roles.propose_rule({model::ChangeKind::product, "name_en", {Role::party_administrator}, 0}, false, one));
    ASSERT_TRUE(world.roles.clear_network("staff", CodeWorld::operator_()).ok());
    ASSERT_TRUE(world.roles.restore(Role::printing_house, CodeWorld::operator_()).ok());
    EXPECT_THAT(told_by(*started_again()), IsEmpty());
}

TEST_F(AccessSetTest, AWholeSetThatIsOlderThanTheKeptOneIsRefusedUntilAnOperatorTakesIt) {
    take_away();
    put_old_role_back();
    put_old_set_back();
    const auto again = started_again();
    for (auto* const told : {&book(), again.get()}) {
        EXPECT_THAT(told_by(*told), ElementsAre("access_set"));
        EXPECT_FALSE(told->rights_of(world.user("sec.one")).value().may(Permission::manage_users));
    }
    // However often somebody changes something: what is refused does not become the newest by it.
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(world.roles.restore(Role::regulator, CodeWorld::operator_()).error().code, "access.set_refused");
        EXPECT_EQ(world.roles.clear_network("staff", CodeWorld::operator_()).error().code, "access.set_refused");
    }
    EXPECT_TRUE(again->adopt(CodeWorld::operator_(), "a backup was restored").value());
    EXPECT_FALSE(again->adopt(CodeWorld::operator_(), "again").value()) << "there is nothing to take";
    EXPECT_TRUE(again->rights_of(world.user("li.na")).value().may(Permission::record_events));
    EXPECT_THAT(told_by(*started_again()), IsEmpty());
}

TEST_F(AccessSetTest, WhatIsDecidedInATransactionGoesByTheKeptSetToo) {
    const auto clerk = world.actor("li.na");  // whose rights were looked up just before
    approve(
        world.roles.propose_rule({model::ChangeKind::product, "name_en", {Role::party_administrator}, 0}, false, one));
    const auto rename = [&] {
        const model::Change change{model::ChangeKind::product, world.base.names.branded.number(), 1,
                                   JsonObject{{"name_en", "Fushan Coffee"}}};
        const auto done = Review(world.base.services()).submit(world.base.names.farm, {change}, clerk);
        return done.ok() ? "ok" : done.error().code;
    };
    EXPECT_EQ(rename(), "submission.field_denied");
    edit("DELETE FROM change_rule WHERE field = 'name_en'");
    put_old_set_back();
    EXPECT_EQ(rename(), "access.set_refused") << "an older set, from before the rule";
    const auto given = world.accounts.change_roles("li.na", {Role::party_reviewer}, {}, CodeWorld::operator_());
    EXPECT_EQ(given.ok() ? "ok" : given.error().code, "access.set_refused");
}

TEST_F(AccessSetTest, ASetThatIsGoneOrForgedOrWhoseFileIsForgedIsRefused) {
    const auto refused = [&] { return told_by(*started_again()); };
    edit("UPDATE access_set SET counter = counter + 1");
    EXPECT_THAT(refused(), ElementsAre("access_set"));
    edit("DELETE FROM access_set");
    EXPECT_THAT(refused(), ElementsAre("access_set"));
    put_old_set_back();
    EXPECT_THAT(refused(), IsEmpty());
    std::ofstream(head_file(), std::ios::app) << "x";
    EXPECT_THAT(refused(), ElementsAre("access_set"));
    // No start makes a set anew where one was kept.
    edit("DELETE FROM access_set");
    const auto again = started_again();
    const auto begun = world.base.store().write([&](storage::Writer& writer) -> Result<bool> {
        QY_CHECK(seed_access(writer, *again, Adopt::never, world.base.clock().now()));
        QY_TRY(set, storage::access_set::find(writer));
        return set.has_value();
    });
    EXPECT_FALSE(begun.value());
}

}  // namespace
}  // namespace qy::business
