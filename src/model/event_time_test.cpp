#include "model/event_time.h"

#include <gtest/gtest.h>

namespace qy::model {
namespace {

EventTime time_of(std::string_view text) {
    auto time = EventTime::parse(text);
    EXPECT_TRUE(time.ok()) << text;
    return time.value_or({});
}

TEST(EventTime, KnownInstants) {
    struct Row {
        std::string_view text;
        std::int64_t seconds;
        int offset;
        Precision precision;
    };
    const Row rows[] = {
        {"1970-01-01T00:00:00Z", 0, 0, Precision::second},
        {"1970-01-01T08:00:00+08:00", 0, 480, Precision::second},
        {"1970-01-01", -8 * 3600, 480, Precision::day},
        {"2026-03-05", 1'772'640'000, 480, Precision::day},
        {"2026-03-05T08:30:00+08:00", 1'772'670'600, 480, Precision::second},
        {"2026-03-05T00:30:00Z", 1'772'670'600, 0, Precision::second},
        {"2026-03-04T19:00:00-05:30", 1'772'670'600, -330, Precision::second},
        {"1969-12-31T23:59:59Z", -1, 0, Precision::second},
        {"2024-02-29T00:00:00Z", 1'709'164'800, 0, Precision::second},
    };
    for (const auto& row : rows) {
        const auto time = time_of(row.text);
        EXPECT_EQ(time.at.seconds(), row.seconds) << row.text;
        EXPECT_EQ(time.offset_minutes, row.offset) << row.text;
        EXPECT_EQ(time.precision, row.precision) << row.text;
        EXPECT_EQ(time.to_string(), row.text);
    }
}

TEST(EventTime, WritesTheShortestForm) {
    struct Row {
        std::string_view text;
        std::string_view written;
    };
    const Row rows[] = {
        {"2026-03-05T08:30:00.500000+08:00", "2026-03-05T08:30:00.5+08:00"},
        {"2026-03-05T08:30:00.000001+08:00", "2026-03-05T08:30:00.000001+08:00"},
        {"2026-03-05T08:30:00.000000001+08:00", "2026-03-05T08:30:00+08:00"},  // below a microsecond
        {"2026-03-05T08:30:00+00:00", "2026-03-05T08:30:00Z"},
        {"1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(time_of(row.text).to_string(), row.written);
        EXPECT_EQ(time_of(row.written), time_of(row.text));
    }
}

TEST(EventTime, RefusesWhatIsNoTime) {
    struct Row {
        std::string_view text;
        std::string_view code;
    };
    const Row rows[] = {
        {"", "time.malformed"},
        {"2026-3-5", "time.malformed"},
        {"2026-02-29", "time.malformed"},
        {"2026-13-01", "time.malformed"},
        {"2026-00-10", "time.malformed"},
        {"2026-03-05 08:30:00+08:00", "time.malformed"},
        {"2026-03-05T08:30:00", "time.malformed"},  // no zone
        {"2026-03-05T24:00:00Z", "time.malformed"},
        {"2026-03-05T08:60:00Z", "time.malformed"},
        {"2026-03-05T08:30:60Z", "time.malformed"},
        {"2026-03-05T08:30:00+14:01", "time.malformed"},
        {"2026-03-05T08:30:00+08:60", "time.malformed"},
        {"2026-03-05T08:30:00.Z", "time.malformed"},
        {"2026-03-05T08:30:00.1234567890Z", "time.malformed"},
        {"2026-03-05T08:30:00Zjunk", "time.malformed"},
        {"2026-03-05junk", "time.malformed"},
        {"1899-12-31", "time.out_of_range"},
        {"2201-01-01", "time.out_of_range"},
        {"2201-01-01T00:00:00Z", "time.out_of_range"},
    };
    for (const auto& row : rows) {
        const auto time = EventTime::parse(row.text);
        ASSERT_FALSE(time.ok()) << row.text;
        EXPECT_EQ(time.error().code, row.code) << row.text;
    }
    for (const std::string_view edge : {"1900-01-01", "2200-12-31", "2026-03-05T08:30:00+14:00"}) time_of(edge);
}

TEST(EventTime, DayIsTheLocalOne) {
    EXPECT_EQ(time_of("2026-03-05T00:10:00+08:00").day(), "2026-03-05");
    EXPECT_EQ(time_of("2026-03-05T16:10:00Z").day(), "2026-03-05");
    EXPECT_EQ(time_of("2026-03-05").day(), "2026-03-05");
}

TEST(EventTime, LatestOfADayIsItsEnd) {
    EXPECT_EQ(time_of("2026-03-05").latest().microseconds, time_of("2026-03-06").at.microseconds - 1);
    EXPECT_EQ(time_of("2026-03-05T08:30:00Z").latest(), time_of("2026-03-05T08:30:00Z").at);
}

TEST(EventTime, NotAfterComparesDaysWhenOneIsADay) {
    struct Row {
        std::string_view a;
        std::string_view b;
        bool expected;
    };
    const Row rows[] = {
        {"2026-03-05", "2026-03-05", true},
        {"2026-03-05", "2026-03-05T00:00:01+08:00", true},
        {"2026-03-05T23:00:00+08:00", "2026-03-05", true},
        {"2026-03-06", "2026-03-05T23:59:59+08:00", false},
        {"2026-03-05T08:00:00+08:00", "2026-03-05T08:00:00+08:00", true},
        {"2026-03-05T08:00:01+08:00", "2026-03-05T08:00:00+08:00", false},
        {"2026-03-05T08:00:00+08:00", "2026-03-05T00:00:01Z", true},
    };
    for (const auto& row : rows)
        EXPECT_EQ(not_after(time_of(row.a), time_of(row.b)), row.expected) << row.a << " " << row.b;
}

TEST(EventTime, Rfc3339HasSecondsAndAnOffset) {
    EXPECT_EQ(to_rfc3339(Time{0}), "1970-01-01T08:00:00+08:00");
    EXPECT_EQ(to_rfc3339(Time{1'999'999}, 0), "1970-01-01T00:00:01Z");
    EXPECT_EQ(to_rfc3339(Time{-1}, 0), "1969-12-31T23:59:59Z");
    EXPECT_EQ(to_rfc3339(Time{0}, -90), "1969-12-31T22:30:00-01:30");
}

}  // namespace
}  // namespace qy::model
