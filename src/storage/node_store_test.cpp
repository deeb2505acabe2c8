#include "storage/node_store.h"

#include <gtest/gtest.h>

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

QY_ON_EVERY_BACKEND(NodeStoreTest);

}  // namespace
}  // namespace qy::storage
