// Rows that say who may do what: kept whole, refused when somebody edits them, vouched for anew after a rotation.
#include "storage/role_store.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "crypto/keyring.h"
#include "storage/party_store.h"
#include "storage/sealing.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::Permission;
using model::Role;
using ::testing::ElementsAre;

class RoleStoreTest : public testing::BackendTest {
 protected:
    RoleStoreTest() {
        EXPECT_EQ(code_of(write([](Writer& writer) -> Result<void> {
                      QY_CHECK(roles::insert(writer, inspector()));
                      QY_CHECK(roles::insert_rule(
                          writer, {model::ChangeKind::product, "gtin", {Role::party_administrator}, 1}));
                      QY_CHECK(parties::insert(writer, {.id = model::PartyId(1), .name = "农场"}));
                      return users::insert(writer, li_na(), "hash");
                  })),
                  "ok");
    }
    static model::RoleDefinition inspector() {
        return {Role("county_inspector"), "县级检查员", "County inspector",
                model::Scope::region,     "469023",     {Permission::review, Permission::read_submissions}};
    }
    static model::User li_na() {
        model::User user{.id = model::UserId(7), .name = "li.na", .party = model::PartyId(1)};
        user.roles = {Role::party_clerk};
        return user;
    }
    model::RoleDefinition role() {
        return read([](Reader& reader) { return roles::all(reader); }).value().front();
    }
    model::ChangeRule rule() {
        return read([](Reader& reader) { return roles::rules(reader); }).value().front();
    }
    model::User user() {
        return *read([](Reader& reader) { return users::find(reader, model::UserId(7)); }).value();
    }
    void edit(const std::string& sql) {
        EXPECT_EQ(code_of(write([&](Writer& writer) { return writer.script("edit", sql); })), "ok") << sql;
    }
    void rotate() {
        SystemRandom random;
        ASSERT_TRUE(store_.keys().rotate(crypto::Purpose::access, random, ManualClock(testing::kTestTime)).ok());
    }
    std::vector<std::string> macs() {
        static constexpr Statement kMacs{"test.macs",
                                         "SELECT row_mac FROM role UNION ALL SELECT row_mac FROM change_rule UNION ALL "
                                         "SELECT roles_mac FROM app_user"};
        return read([](Reader& reader) {
                   return reader.all(kMacs, {}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    }
    sealing::Progress sealed(std::string_view relation) {
        sealing::Progress progress;
        do {
            progress =
                write([&](Writer& writer) { return sealing::step(writer, relation, 10, testing::kTestTime); }).value();
        } while (!progress.done);
        return progress;
    }
};

TEST_P(RoleStoreTest, EveryMemberComesBackAndChangesByVersion) {
    const auto found = role();
    EXPECT_EQ(found.role, inspector().role);
    EXPECT_EQ(found.zh, inspector().zh);
    EXPECT_EQ(found.en, inspector().en);
    EXPECT_EQ(found.scope, model::Scope::region);
    EXPECT_EQ(found.region, "469023");
    EXPECT_THAT(found.permissions, ElementsAre(Permission::review, Permission::read_submissions));
    EXPECT_FALSE(found.damaged);
    auto wanted = found;
    wanted.permissions = {Permission::read_submissions};
    EXPECT_EQ(code_of(write([&](Writer& writer) { return roles::update(writer, wanted); })), "ok");
    EXPECT_EQ(role().version, 2);
    EXPECT_THAT(role().permissions, ElementsAre(Permission::read_submissions));
    EXPECT_EQ(code_of(write([&](Writer& writer) { return roles::update(writer, wanted); })), "storage.changed");
    EXPECT_EQ(rule().name(), "product.gtin");
    EXPECT_EQ(code_of(write([](Writer& writer) {
                  return roles::remove_rule(writer, {model::ChangeKind::product, "gtin", {}, 2});
              })),
              "storage.changed");
}

TEST_P(RoleStoreTest, AnEditedRowIsDamagedWhateverWasEdited) {
    for (const auto* change :
         {"permissions = 'review,read_audit'", "permissions = ''", "scope = 'all'", "region = '460000'", "zh = '别的'",
          "en = 'Other'", "version = 2", "role = 'party_inspector'", "row_mac = ''", "row_mac = '1:00'",
          "permissions = 'no_such_permission'", "scope = 'nowhere'"}) {
        EXPECT_EQ(code_of(write([&](Writer& writer) -> Result<void> {
                      QY_CHECK(writer.script("edit", std::string("UPDATE role SET ") + change));
                      QY_TRY(found, roles::all(writer));
                      EXPECT_TRUE(found.front().damaged) << change;
                      EXPECT_TRUE(found.front().permissions.empty()) << change;
                      return conflict("storage.changed");  // undo
                  })),
                  "storage.changed");
        EXPECT_FALSE(role().damaged);
    }
    edit("UPDATE change_rule SET roles = 'party_clerk'");
    EXPECT_TRUE(rule().damaged);
    EXPECT_FALSE(rule().admits({Role::party_clerk}));
    EXPECT_FALSE(rule().admits({Role::party_administrator}));
}

TEST_P(RoleStoreTest, ANetworkRuleIsPutReplacedRemovedAndRefusedWhenEdited) {
    const auto put = [&](const model::NetworkLevelRule& rule) {
        return code_of(write([&](Writer& writer) { return roles::put_network(writer, rule); }));
    };
    const auto staff = [&] { return read([](Reader& reader) { return roles::networks(reader); }).value().at(0); };
    EXPECT_EQ(put({"staff", {"10.0.0.0/8", "::1"}, {"10.1.1.1"}, 0}), "ok");
    EXPECT_THAT(staff().allow, ElementsAre("10.0.0.0/8", "::1"));
    EXPECT_THAT(staff().deny, ElementsAre("10.1.1.1"));
    EXPECT_EQ(put({"staff", {}, {}, 0}), "storage.duplicate");
    EXPECT_EQ(put({"staff", {}, {}, 7}), "storage.changed");
    EXPECT_EQ(put({"staff", {"10.0.0.0/8"}, {}, 1}), "ok");
    EXPECT_EQ(staff().version, 2);
    rotate();
    EXPECT_EQ(sealed("network_rule").total, 1);
    EXPECT_FALSE(staff().damaged);
    edit("UPDATE network_rule SET allow = ''");
    EXPECT_TRUE(staff().damaged);
    EXPECT_TRUE(write([](Writer& writer) { return roles::remove_network(writer, "staff"); }).value());
    EXPECT_FALSE(write([](Writer& writer) { return roles::remove_network(writer, "staff"); }).value());
}

TEST_P(RoleStoreTest, AUserWhoseRolesWereEditedHasNone) {
    EXPECT_FALSE(user().damaged);
    EXPECT_THAT(user().roles, ElementsAre(Role::party_clerk));
    edit("INSERT INTO party (party_id, kind, name) VALUES (2, 'firm', 'other')");
    for (const auto* change : {"roles = 'regulator'", "roles = 'party_clerk,security_administrator'", "party_id = 2",
                               "name = 'wang.li'", "roles_mac = ''", "roles = 'No Role'"}) {
        EXPECT_EQ(code_of(write([&](Writer& writer) -> Result<void> {
                      QY_CHECK(writer.script("edit", std::string("UPDATE app_user SET ") + change));
                      QY_TRY(found, users::find(writer, model::UserId(7)));
                      EXPECT_TRUE(found->damaged) << change;
                      EXPECT_TRUE(found->roles.empty()) << change;
                      return conflict("storage.changed");  // undo
                  })),
                  "storage.changed");
    }
    // What is given anew replaces what was edited in.
    edit("UPDATE app_user SET roles = 'regulator'");
    EXPECT_EQ(code_of(write([&](Writer& writer) { return users::set_roles(writer, user(), {Role::party_clerk}); })),
              "ok");
    EXPECT_THAT(user().roles, ElementsAre(Role::party_clerk));
    EXPECT_FALSE(user().damaged);
}

TEST_P(RoleStoreTest, ARotationVouchesForEveryRowAnewAndForNoDamagedOne) {
    for (const auto& mac : macs()) EXPECT_TRUE(mac.starts_with("1:")) << mac;
    rotate();
    EXPECT_FALSE(role().damaged);  // by the key that retired
    for (const auto* relation : {"role", "change_rule", "app_user.roles"}) {
        EXPECT_EQ(sealed(relation).total, 1) << relation;
        EXPECT_EQ(sealed(relation).epoch, 2) << relation;
    }
    for (const auto& mac : macs()) EXPECT_TRUE(mac.starts_with("2:")) << mac;
    EXPECT_FALSE(role().damaged);
    EXPECT_FALSE(user().damaged);
    EXPECT_EQ(role().version, 1);

    edit("UPDATE role SET permissions = 'review,read_audit'");
    edit("UPDATE app_user SET roles = 'regulator'");
    rotate();
    EXPECT_EQ(sealed("role").damaged, 1);
    EXPECT_EQ(sealed("app_user.roles").damaged, 1);
    EXPECT_TRUE(role().damaged);
    EXPECT_TRUE(user().damaged);
}

TEST_P(RoleStoreTest, RowsFromBeforeAreTakenOverOnce) {
    edit("UPDATE app_user SET roles_mac = ''");
    EXPECT_TRUE(user().damaged);
    EXPECT_EQ(write([](Writer& writer) { return users::vouch_for_all(writer); }).value(), 1);
    EXPECT_FALSE(user().damaged);
    edit("UPDATE app_user SET roles = 'regulator'");
    EXPECT_EQ(write([](Writer& writer) { return users::vouch_for_all(writer); }).value(), 0);
    EXPECT_TRUE(user().damaged);
}

QY_ON_EVERY_BACKEND(RoleStoreTest);

}  // namespace
}  // namespace qy::storage
