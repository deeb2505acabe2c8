#include "storage/joined_store.h"

#include "storage/follower_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

class JoinedStoreTest : public testing::BackendTest {
 protected:
    std::int64_t stored(std::string_view follower) {
        return read([&](Reader& reader) { return followers::cursor(reader, follower); }).value();
    }
};

TEST_P(JoinedStoreTest, ReadsSeeWhatWasWrittenBeforeItIsDurable) {
    const auto outcome = write([&](Writer& writer) -> Result<std::int64_t> {
        JoinedStore joined(*store_, writer);
        QY_CHECK(joined.write([](Writer& inner) { return followers::set_cursor(inner, "a", 7); }));
        EXPECT_EQ(stored("a"), 0);
        return joined.read([](Reader& reader) { return followers::cursor(reader, "a"); });
    });
    EXPECT_EQ(outcome.value(), 7);
    EXPECT_EQ(stored("a"), 7);
}

TEST_P(JoinedStoreTest, AFailedWriteUndoesItselfAlone) {
    const auto outcome = write([&](Writer& writer) -> Result<void> {
        JoinedStore joined(*store_, writer);
        QY_CHECK(joined.write([](Writer& inner) { return followers::set_cursor(inner, "a", 1); }));
        const auto failed = joined.write([](Writer& inner) -> Result<void> {
            QY_CHECK(followers::set_cursor(inner, "b", 2));
            return conflict("event_key.conflict");
        });
        EXPECT_EQ(code_of(failed), "event_key.conflict");
        return joined.write([](Writer& inner) { return followers::set_cursor(inner, "c", 3); });
    });
    EXPECT_EQ(code_of(outcome), "ok");
    EXPECT_EQ(stored("a"), 1);
    EXPECT_EQ(stored("b"), 0);
    EXPECT_EQ(stored("c"), 3);
}

TEST_P(JoinedStoreTest, WhenTheTransactionFailsNothingIsKept) {
    const auto outcome = write([&](Writer& writer) -> Result<void> {
        JoinedStore joined(*store_, writer);
        QY_CHECK(joined.write([](Writer& inner) { return followers::set_cursor(inner, "a", 1); }));
        return conflict("event_key.conflict");
    });
    EXPECT_EQ(code_of(outcome), "event_key.conflict");
    EXPECT_EQ(stored("a"), 0);
}

QY_ON_EVERY_BACKEND(JoinedStoreTest);

}  // namespace
}  // namespace qy::storage
