#include "model/review_task.h"

#include <gtest/gtest.h>

#include "model/event_time.h"

namespace qy::model {
namespace {

Time at(std::string_view text) {
    return EventTime::parse(text).value().at;
}

TEST(WorkingHours, AreCountedFromMondayToFriday) {
    struct Row {
        std::string_view from;
        std::int64_t hours;
        std::string_view due;
    };
    const Row rows[] = {
        {"2026-03-02T10:00:00+08:00", 2, "2026-03-02T12:00:00+08:00"},   // a Monday
        {"2026-03-02T16:00:00+08:00", 1, "2026-03-02T17:00:00+08:00"},   // until the end of the day
        {"2026-03-02T16:00:00+08:00", 2, "2026-03-03T10:00:00+08:00"},   // goes on the next morning
        {"2026-03-02T03:00:00+08:00", 1, "2026-03-02T10:00:00+08:00"},   // nothing before nine
        {"2026-03-02T22:00:00+08:00", 1, "2026-03-03T10:00:00+08:00"},   // nor after five
        {"2026-03-06T16:30:00+08:00", 1, "2026-03-09T09:30:00+08:00"},   // over a weekend
        {"2026-03-07T12:00:00+08:00", 16, "2026-03-10T17:00:00+08:00"},  // from a Saturday
        {"2026-03-02T09:00:00+08:00", 40, "2026-03-06T17:00:00+08:00"},  // a whole week
        {"2026-03-02T09:00:00+08:00", 41, "2026-03-09T10:00:00+08:00"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(working_hours_after(at(row.from), row.hours).seconds(), at(row.due).seconds())
            << row.from << " + " << row.hours;
    }
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
