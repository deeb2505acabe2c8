#include "model/review_task.h"

#include <gtest/gtest.h>

#include "model/event_time.h"

namespace qy::model {
namespace {

Time at(std::string_view text) {
    return EventTime::parse(text).value().at;
}

TEST(ReviewTask, AClaimHoldsUntilItsTimeIsOver) {
    ReviewTask task;
    const Time now = at("2026-03-02T10:00:00+08:00");
    EXPECT_FALSE(task.is_claimed(now));
    task.claimed_by = UserId(7);
    task.claimed_until = now.plus_seconds(60);
    EXPECT_TRUE(task.is_claimed(now.plus_seconds(59)));
    EXPECT_FALSE(task.is_claimed(now.plus_seconds(60)));
}

}  // namespace
}  // namespace qy::model
