#include "model/data_request.h"

#include <gtest/gtest.h>

#include "model/event_time.h"

namespace qy::model {
namespace {

TEST(WorkingDays, LeaveWeekendsOutAndEndWithTheDay) {
    struct Row {
        const char* from;
        int days;
        const char* until;
    };
    for (const auto& row : {
             Row{"2026-03-02T09:00:00+08:00", 1, "2026-03-03T23:59:59+08:00"},   // a Monday
             Row{"2026-03-06T09:00:00+08:00", 1, "2026-03-09T23:59:59+08:00"},   // a Friday
             Row{"2026-03-07T09:00:00+08:00", 1, "2026-03-09T23:59:59+08:00"},   // a Saturday
             Row{"2026-03-08T23:59:59+08:00", 5, "2026-03-13T23:59:59+08:00"},   // a Sunday
             Row{"2026-03-02T00:30:00+08:00", 15, "2026-03-23T23:59:59+08:00"},  // still Sunday in UTC
         }) {
        const auto from = EventTime::parse(row.from).value().at;
        EXPECT_EQ(to_rfc3339(working_days_after(from, row.days)), row.until) << row.from;
    }
}

}  // namespace
}  // namespace qy::model
