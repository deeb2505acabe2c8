#include "storage/idempotency_store.h"

#include <gtest/gtest.h>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

class IdempotencyStoreTest : public testing::BackendTest {
 protected:
    std::string insert(std::string_view actor, std::string_view key, Time at) {
        return code_of(write([&](Writer& writer) {
            return idempotency::insert(writer, actor, key, {"event.capture", "abc", 200, "{\"code\":\"ok\"}", at});
        }));
    }
    std::optional<idempotency::Answer> find(std::string_view actor, std::string_view key) {
        return read([&](Reader& reader) { return idempotency::find(reader, actor, key); }).value();
    }
};

TEST_P(IdempotencyStoreTest, OneAnswerPerActorAndKey) {
    EXPECT_EQ(insert("lin", "k1", testing::kTestTime), "ok");
    EXPECT_EQ(insert("lin", "k1", testing::kTestTime), "storage.duplicate");
    EXPECT_EQ(insert("wang", "k1", testing::kTestTime), "ok");
    const auto found = find("lin", "k1");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->function, "event.capture");
    EXPECT_EQ(found->request_hash, "abc");
    EXPECT_EQ(found->status, 200);
    EXPECT_EQ(found->answer, "{\"code\":\"ok\"}");
    EXPECT_EQ(found->at, testing::kTestTime);
    EXPECT_FALSE(find("lin", "k2"));
}

TEST_P(IdempotencyStoreTest, OldAnswersAreForgotten) {
    const Time now = testing::kTestTime;
    ASSERT_EQ(insert("lin", "old", now), "ok");
    ASSERT_EQ(insert("lin", "new", now.plus_seconds(1)), "ok");
    EXPECT_EQ(write([&](Writer& w) { return idempotency::remove_before(w, now.plus_seconds(1)); }).value(), 1);
    EXPECT_FALSE(find("lin", "old"));
    EXPECT_TRUE(find("lin", "new"));
}

QY_ON_EVERY_BACKEND(IdempotencyStoreTest);

}  // namespace
}  // namespace qy::storage
