#include "in_flight.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

TEST(InFlight, LetsOneTurnOfAKeyRunAtATime) {
    InFlight book;
    {
        const auto first = book.enter("clerk\nkey-1");
        EXPECT_TRUE(first);
        EXPECT_FALSE(book.enter("clerk\nkey-1"));
        EXPECT_TRUE(book.enter("clerk\nkey-2"));
        EXPECT_TRUE(book.enter("reviewer\nkey-1"));
    }
    EXPECT_TRUE(book.enter("clerk\nkey-1"));
    EXPECT_TRUE(book.enter("clerk\nkey-1")) << "a turn that nobody keeps is over";
}

TEST(InFlight, AMovedTurnLastsOnce) {
    InFlight book;
    auto first = book.enter("key");
    ASSERT_TRUE(first);
    {
        const InFlight::Turn moved(*std::move(first));
        first.reset();
        EXPECT_FALSE(book.enter("key"));
    }
    EXPECT_TRUE(book.enter("key"));
}

}  // namespace
}  // namespace qy::presentation
