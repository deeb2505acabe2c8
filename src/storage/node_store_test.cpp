#include "storage/node_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "base/embedded.h"
#include "storage/node_lease.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

class NodeStoreTest : public testing::BackendTest {
 protected:
    std::optional<int> lease(std::string_view holder, std::int64_t now, std::int64_t until) {
        return write([&](Writer& writer) { return nodes::lease(writer, holder, at(now), at(until)); }).value();
    }
    static Time at(std::int64_t seconds) { return testing::kTestTime.plus_seconds(seconds); }
};

TEST_P(NodeStoreTest, TheLowestFreeNodeIsLeased) {
    EXPECT_EQ(lease("a", 0, 60), 0);
    EXPECT_EQ(lease("b", 0, 60), 1);
    EXPECT_EQ(lease("c", 0, 60), 2);
    ASSERT_TRUE(write([](Writer& writer) { return nodes::release(writer, 1, "b"); }).ok());
    ASSERT_TRUE(write([](Writer& writer) { return nodes::release(writer, 2, "b"); }).ok());
    EXPECT_EQ(lease("d", 0, 60), 1);  // 2 was not b's to give back
    EXPECT_EQ(lease("e", 60, 120), 0);
}

TEST_P(NodeStoreTest, OnlyTheHolderProlongs) {
    EXPECT_EQ(lease("a", 0, 60), 0);
    const auto renew = [&](std::string_view holder) {
        return write([&](Writer& writer) { return nodes::renew(writer, 0, holder, at(120)); }).value();
    };
    EXPECT_FALSE(renew("b"));
    EXPECT_TRUE(renew("a"));
    EXPECT_EQ(lease("c", 100, 200), 1);
}

TEST_P(NodeStoreTest, AllNodesMayBeTaken) {
    for (int node = 0; node <= nodes::node_max; ++node) ASSERT_EQ(lease("a", 0, 60), node);
    EXPECT_EQ(lease("b", 0, 60), std::nullopt);
}

TEST_P(NodeStoreTest, TheNewestIdIsTheHighestOfAnyTable) {
    const auto newest = [&] { return read([](Reader& reader) { return nodes::newest_id(reader); }).value(); };
    EXPECT_EQ(newest(), 0);
    ASSERT_TRUE(write([](Writer& writer) {
                    return writer.script("test.rows",
                                         "INSERT INTO import (import_id, author, file_name, started_at) "
                                         "VALUES (70, 'a', 'b', 0)");
                }).ok());
    EXPECT_EQ(newest(), 70);
    ASSERT_TRUE(write([](Writer& writer) {
                    return writer.script("test.rows",
                                         "INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, "
                                         "record) VALUES (5, 0, 90, 1, 'producing', '{}')");
                }).ok());
    EXPECT_EQ(newest(), 90);
}

// A new table whose key is an id belongs into the statement: its ids would else come again after a clock was set back.
TEST(NewestId, KnowsEveryTableOfTheSchema) {
    std::ifstream file(QY_SOURCE_DIR "/src/storage/node_store.cpp");
    const std::string statement(std::istreambuf_iterator<char>(file), {});
    static const std::regex kKey(R"((\w+) \{id\} NOT NULL PRIMARY KEY)");
    int found = 0;
    std::string all;
    for (const auto& migration : embedded::migrations()) all += migration.content;
    for (const auto& migration : embedded::migrations()) {
        const std::string sql(migration.content);
        for (std::sregex_iterator key(sql.begin(), sql.end(), kKey); key != std::sregex_iterator(); ++key, ++found) {
            const std::string name = (*key)[1].str();
            const bool dropped = all.find("DROP TABLE " + name.substr(0, name.size() - 3) + ";") != std::string::npos;
            EXPECT_TRUE(dropped || statement.find("max(" + name + ")") != std::string::npos) << name;
        }
    }
    EXPECT_GT(found, 10);
}

TEST_P(NodeStoreTest, ALeaseIsProlongedToldWhenLostAndGivenBack) {
    ManualClock clock(at(0));
    int lost = 0;
    {
        const auto one = NodeLease::take(*store_, clock, "one", [&lost] { ++lost; }).value();
        const auto two = NodeLease::take(*store_, clock, "two", [&lost] { ++lost; }).value();
        EXPECT_EQ(one->node(), 0);
        EXPECT_EQ(two->node(), 1);
        clock.advance_seconds(node_lease_seconds - 1);
        EXPECT_TRUE(one->renew().value());
        EXPECT_EQ(lease("three", node_lease_seconds, 10'000), 1);  // two slept for too long
        EXPECT_FALSE(two->renew().value());
        EXPECT_EQ(lost, 1);
    }
    EXPECT_EQ(lease("four", node_lease_seconds, 10'000), 0);
    EXPECT_EQ(lease("five", node_lease_seconds, 10'000), 2);  // 1 was not two's to give back any more
}

QY_ON_EVERY_BACKEND(NodeStoreTest);

}  // namespace
}  // namespace qy::storage
