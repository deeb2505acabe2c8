// The set of access rows: it follows every change of a row, also when two programs write, and tells rows apart.
#include "storage/access_set_store.h"

#include <gmock/gmock.h>

#include <thread>

#include "storage/postgres.h"
#include "storage/role_store.h"
#include "storage/testing/backend_test.h"
#include "storage/testing/postgres_server.h"

namespace qy::storage {
namespace {

using model::Permission;
using model::Role;
using ::testing::ElementsAre;
using ::testing::Key;

model::RoleDefinition inspector(const std::string& which) {
    model::RoleDefinition role{Role("inspector_" + which), "检查员", "Inspector",
                               model::Scope::all,          {},       {Permission::review}};
    role.version = 1;
    return role;
}

class AccessSetStoreTest : public testing::BackendTest {
 protected:
    AccessSetStoreTest() {
        EXPECT_EQ(code_of(write([](Writer& writer) { return roles::insert(writer, inspector("one")); })), "ok");
    }
    access_set::Stored stored() {
        return read([](Reader& reader) { return access_set::stored(reader); }).value();
    }
    /// The rows are those of the set, whose counter is this one.
    void expect_fit(std::int64_t counter) {
        const auto there = stored();
        ASSERT_TRUE(there.set);
        EXPECT_FALSE(there.set->damaged);
        EXPECT_EQ(there.set->counter, counter);
        EXPECT_EQ(there.set->entries, there.rows);
    }
    void edit(const std::string& sql) {
        EXPECT_EQ(code_of(write([&](Writer& writer) { return writer.script("edit", sql); })), "ok") << sql;
    }
};

TEST_P(AccessSetStoreTest, EveryChangeOfARowChangesTheSet) {
    EXPECT_FALSE(stored().set) << "none before one was kept";
    EXPECT_EQ(write([](Writer& writer) { return access_set::adopt(writer, 6); }).value().counter, 7);
    expect_fit(7);
    const model::ChangeRule rule{model::ChangeKind::product, "gtin", {Role::party_clerk}, 1};
    const auto changes = std::to_array<std::function<Result<void>(Writer&)>>({
        [](Writer& writer) { return roles::insert(writer, inspector("two")); },
        [](Writer& writer) { return roles::update(writer, inspector("two")); },
        [](Writer& writer) { return roles::renew(writer, inspector("one")); },
        [](Writer& writer) { return roles::vouch_anew(writer, "inspector_one"); },
        [&](Writer& writer) { return roles::insert_rule(writer, rule); },
        [&](Writer& writer) { return roles::update_rule(writer, rule); },
        [&](Writer& writer) { return roles::vouch_rule_anew(writer, rule.name()); },
        [](Writer& writer) {
            return roles::put_network(writer, {"staff", {"10.0.0.0/8"}, {}, 0});
        },
        [](Writer& writer) {
            return roles::put_network(writer, {"staff", {}, {}, 1});
        },
        [](Writer& writer) { return roles::vouch_network_anew(writer, "staff"); },
    });
    std::int64_t counter = 7;
    for (const auto& change : changes) {
        EXPECT_EQ(code_of(write(change)), "ok") << counter;
        expect_fit(++counter);
    }
    EXPECT_THAT(stored().rows, ElementsAre(Key("change_rule:product.gtin"), Key("network_rule:staff"),
                                           Key("role:inspector_one"), Key("role:inspector_two")));
    EXPECT_EQ(code_of(write([&](Writer& writer) {
                  return roles::remove_rule(writer, {rule.kind, rule.field, {}, 2, false});
              })),
              "ok");
    EXPECT_TRUE(write([](Writer& writer) { return roles::remove_network(writer, "staff"); }).value());
    expect_fit(counter + 2);
    EXPECT_THAT(stored().rows, ElementsAre(Key("role:inspector_one"), Key("role:inspector_two")));
}

TEST_P(AccessSetStoreTest, ARowThatIsNotTheNamedOneIsNotVouchedForAnew) {
    edit("CREATE TABLE old_role AS SELECT * FROM role");
    EXPECT_EQ(code_of(write([](Writer& writer) { return access_set::adopt(writer, 0); })), "ok");
    EXPECT_EQ(code_of(write([](Writer& writer) { return roles::update(writer, inspector("one")); })), "ok");
    edit("DELETE FROM role; INSERT INTO role SELECT * FROM old_role");
    EXPECT_EQ(code_of(write([](Writer& writer) { return roles::vouch_anew(writer, "inspector_one"); })),
              "access.damaged");
    // What is written anew belongs to it again.
    EXPECT_EQ(code_of(write([](Writer& writer) { return roles::update(writer, inspector("one")); })), "ok");
    expect_fit(3);
}

TEST_P(AccessSetStoreTest, AForgedSetTakesNoChange) {
    EXPECT_EQ(code_of(write([](Writer& writer) { return access_set::adopt(writer, 0); })), "ok");
    for (const auto* forged : {"counter = 9", "entries = '{}'", "entries = 'no JSON'", "set_mac = ''"}) {
        EXPECT_EQ(code_of(write([&](Writer& writer) -> Result<void> {
                      QY_CHECK(writer.script("edit", std::string("UPDATE access_set SET ") + forged));
                      QY_TRY(set, access_set::find(writer));
                      EXPECT_TRUE(set->damaged) << forged;
                      EXPECT_TRUE(set->entries.empty()) << forged;
                      return roles::update(writer, inspector("one"));
                  })),
                  "access.damaged")
            << forged;
    }
    expect_fit(1);
    // Rows that do not vouch for themselves are not taken over.
    edit("UPDATE role SET permissions = 'review,read_audit'");
    EXPECT_TRUE(write([](Writer& writer) { return access_set::adopt(writer, 0); }).value().entries.empty());
}

QY_ON_EVERY_BACKEND(AccessSetStoreTest);

TEST(AccessSetOfTwoPrograms, NoChangeIsLostWhenBothWriteAtOnce) {
    testing::TempStore first(testing::Backend::postgresql);
    const auto second = first.another_program();
    ASSERT_TRUE(first->write([](Writer& writer) { return access_set::adopt(writer, 0); }).ok());
    constexpr int kEach = 20;
    const auto put_many = [](Store& store, const std::string& name) {
        for (int i = 0; i < kEach; ++i) {
            const auto put =
                store.write([&](Writer& writer) { return roles::insert(writer, inspector(name + std::to_string(i))); });
            EXPECT_TRUE(put.ok()) << put.error().code;
        }
    };
    std::thread other([&] { put_many(*second, "b"); });
    put_many(*first, "a");
    other.join();
    const auto there = first->read([](Reader& reader) { return access_set::stored(reader); }).value();
    EXPECT_EQ(there.set->counter, 1 + 2 * kEach);
    EXPECT_EQ(there.set->entries.size(), 2U * kEach);
    EXPECT_EQ(there.set->entries, there.rows);
}

}  // namespace
}  // namespace qy::storage
