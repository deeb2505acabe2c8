#include "storage/follower_store.h"

#include <gtest/gtest.h>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

class FollowerStoreTest : public testing::BackendTest {
 protected:
    std::int64_t cursor(std::string_view follower) {
        return read([&](Reader& reader) { return followers::cursor(reader, follower); }).value();
    }
    std::string set(std::string_view follower, std::int64_t position) {
        return code_of(write([&](Writer& writer) { return followers::set_cursor(writer, follower, position); }));
    }
};

TEST_P(FollowerStoreTest, EachHasItsOwnCursorFromZero) {
    EXPECT_EQ(cursor("alerts"), 0);
    EXPECT_EQ(set("alerts", 5), "ok");
    EXPECT_EQ(set("search", 2), "ok");
    EXPECT_EQ(set("alerts", 9), "ok");
    EXPECT_EQ(cursor("alerts"), 9);
    EXPECT_EQ(cursor("search"), 2);
    EXPECT_EQ(set("alerts", 0), "ok");
    EXPECT_EQ(cursor("alerts"), 0);
}

TEST_P(FollowerStoreTest, EntriesComeInOrderFromAPosition) {
    for (const std::int64_t position : {0, 1, 2}) {
        const ledger::Entry entry{position, "event", "lot:1", 100 + position, "{}", "{}"};
        ASSERT_TRUE(write([&](Writer& writer) { return ledger::append(writer, entry); }).ok());
    }
    const auto entries = [&](std::int64_t from, std::int64_t limit) {
        std::vector<std::int64_t> records;
        const auto found = read([&](Reader& reader) { return followers::entries(reader, from, limit); });
        for (const auto& entry : *found) records.push_back(entry.record_id);
        return records;
    };
    EXPECT_EQ(entries(0, 2), (std::vector<std::int64_t>{100, 101}));
    EXPECT_EQ(entries(2, 2), (std::vector<std::int64_t>{102}));
    EXPECT_TRUE(entries(3, 2).empty());
}

QY_ON_EVERY_BACKEND(FollowerStoreTest);

}  // namespace
}  // namespace qy::storage
