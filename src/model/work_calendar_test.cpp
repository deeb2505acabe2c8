#include "model/work_calendar.h"

#include <gtest/gtest.h>

#include "base/settings.h"
#include "base/text.h"
#include "model/event_time.h"

namespace qy::model {
namespace {

Time at(const char* text) {
    return EventTime::parse(text).value().at;
}

TEST(WorkCalendar, LeavesWeekendsOutAndEndsWithTheDay) {
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
        EXPECT_EQ(to_rfc3339(WorkCalendar().working_days_after(at(row.from), row.days)), row.until) << row.from;
    }
}

TEST(WorkCalendar, KnowsTheHolidaysOf2026AsShipped) {
    const auto calendar = WorkCalendar::parse(Settings().list("privacy.holidays")).value();
    EXPECT_TRUE(calendar.knows(2026));
    EXPECT_FALSE(calendar.knows(2027));
    struct Row {
        const char* from;
        int days;
        const char* until;
    };
    for (const auto& row : {
             Row{"2026-01-03", 1, "2026-01-04T23:59:59+08:00"},  // a Sunday that is worked
             Row{"2026-02-13", 2, "2026-02-24T23:59:59+08:00"},  // Spring Festival: worked Saturday, nine days
             Row{"2026-02-27", 1, "2026-02-28T23:59:59+08:00"},  // the Saturday after it
             Row{"2026-09-30", 1, "2026-10-08T23:59:59+08:00"},  // National Day
             Row{"2026-10-09", 1, "2026-10-10T23:59:59+08:00"},
             Row{"2026-12-31", 1, "2027-01-01T23:59:59+08:00"},  // not announced to us: no holiday
         }) {
        EXPECT_EQ(to_rfc3339(calendar.working_days_after(at(row.from), row.days)), row.until) << row.from;
    }
}

TEST(WorkCalendar, ReadsDaysSpansAndWorkedWeekends) {
    struct Row {
        const char* entry;
        bool good;
    };
    for (const auto& row : {Row{"2026-01-01", true}, Row{"2026-01-01..2026-01-31", true}, Row{"+2026-01-04", true},
                            Row{"2026-01-01..2026-02-01", false}, Row{"2026-01-02..2026-01-01", false},
                            Row{"2026-13-01", false}, Row{"2026-1-1", false}, Row{"..2026-01-01", false},
                            Row{"2026-01-01T00:00:00+08:00", false}, Row{"", false}, Row{"++2026-01-04", false}}) {
        const auto calendar = WorkCalendar::parse({row.entry});
        EXPECT_EQ(calendar.ok() ? "ok" : calendar.error().code, row.good ? "ok" : "calendar.malformed") << row.entry;
    }
}

TEST(WorkCalendar, CountsHoursFromMondayToFridayAndNotOnHolidays) {
    struct Row {
        const char* from;
        std::int64_t hours;
        const char* due;
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
        {"2026-09-30T16:00:00+08:00", 2, "2026-10-08T10:00:00+08:00"},  // over the week of the National Day
        {"2026-10-03T12:00:00+08:00", 1, "2026-10-08T10:00:00+08:00"},  // from a holiday
        {"2026-10-09T16:00:00+08:00", 2, "2026-10-10T10:00:00+08:00"},  // to a Saturday that is worked instead
    };
    const auto calendar = WorkCalendar::parse(Settings().list("privacy.holidays")).value();
    for (const auto& row : rows) {
        EXPECT_EQ(calendar.working_hours_after(at(row.from), row.hours).seconds(), at(row.due).seconds())
            << row.from << " + " << row.hours;
    }
}

}  // namespace
}  // namespace qy::model
