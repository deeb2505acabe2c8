#include "dates.h"

#include <gtest/gtest.h>

namespace qy::collection {
namespace {

std::string moment_text(std::string_view text) {
    const auto read = read_moment(text);
    if (const auto* problem = std::get_if<Problem>(&read)) return std::string(to_string(*problem));
    return std::get<model::EventTime>(read).to_string();
}

TEST(Dates, DaysAsPeopleWriteThem) {
    for (const std::string_view text :
         {"2026-03-05", "2026-3-5", "2026/3/5", "2026/03/05", "2026.3.5", "20260305", "2026年3月5日", "2026年03月05日",
          "2026年3月5号", "2026 年 3 月 5 日", "二〇二六年三月五日", "二零二六年三月五日", "２０２６－３－５",
          "2026年3月5日星期四", " 2026-03-05 ", "46086"}) {
        EXPECT_EQ(moment_text(text), "2026-03-05") << text;
    }
    EXPECT_EQ(moment_text("二〇二六年十二月二十五日"), "2026-12-25");
    EXPECT_EQ(moment_text("2024-2-29"), "2024-02-29");
    EXPECT_EQ(moment_text("32874"), "1990-01-01");
    EXPECT_EQ(moment_text("73050"), "2099-12-31");
}

TEST(Dates, TimesAsPeopleWriteThem) {
    struct Row {
        std::string_view text;
        std::string_view time;
    };
    const Row rows[] = {
        {"2026-03-05 8:30", "08:30:00"},
        {"2026/3/5 08:30:15", "08:30:15"},
        {"2026-03-05T08:30:15", "08:30:15"},
        {"2026-03-05T08:30", "08:30:00"},
        {"2026-03-05 08:30:15.5", "08:30:15"},
        {"2026年3月5日 8:30", "08:30:00"},
        {"2026年3月5日8时30分", "08:30:00"},
        {"2026年3月5日上午8点30分", "08:30:00"},
        {"2026年3月5日下午3时", "15:00:00"},
        {"2026年3月5日下午3点半", "15:30:00"},
        {"2026年3月5日晚上9点", "21:00:00"},
        {"2026年3月5日中午12点", "12:00:00"},
        {"2026年3月5日凌晨2点整", "02:00:00"},
        {"二〇二六年三月五日下午三时二十分", "15:20:00"},
        {"2026-03-05 3:30 PM", "15:30:00"},
        {"2026-03-05 12:05 am", "00:05:00"},
        {"2026-03-05 12:05pm", "12:05:00"},
        {"2026-3-5 下午14:20", "14:20:00"},
        {"202603050830", "08:30:00"},
        {"20260305083015", "08:30:15"},
        {"2026年3月5日8时30分15秒", "08:30:15"},
        {"20260305 08:30", "08:30:00"},
        {"2026-03-05 0:00:00", "00:00:00"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(moment_text(row.text), "2026-03-05T" + std::string(row.time) + "+08:00") << row.text;
    }
    EXPECT_EQ(moment_text("2026-03-05T00:30:00Z"), "2026-03-05T00:30:00Z");
    EXPECT_EQ(moment_text("2026-03-05 08:30:00 +0700"), "2026-03-05T08:30:00+07:00");
    EXPECT_EQ(moment_text("2026-03-05T08:30:00-03:30"), "2026-03-05T08:30:00-03:30");
}

TEST(Dates, WhatIsNoDate) {
    struct Row {
        std::string_view text;
        std::string_view problem;
    };
    const Row rows[] = {
        {"", "malformed"},
        {"去年", "malformed"},
        {"2026-02-30", "malformed"},
        {"2026-13-01", "malformed"},
        {"2026-03", "malformed"},
        {"3/5/2026", "malformed"},
        {"26-3-5", "malformed"},
        {"2026-3/5", "malformed"},
        {"20261301", "malformed"},
        {"2026-03-05 25:00", "malformed"},
        {"2026-03-05 8", "malformed"},
        {"2026-03-05 8:75", "malformed"},
        {"2026-03-05~2026-03-07", "malformed"},
        {"2026年3月5日晚上12点", "malformed"},
        {"2026年3月5日上午13点", "malformed"},
        {"2026-03-05 下午", "malformed"},
        {"12345", "malformed"},
        {"2026年三月", "malformed"},
        {"1899-12-31", "out_of_range"},
        {"2201-01-01", "out_of_range"},
        {"2026-03-05 8:30 +25:00", "malformed"},
        {"2026-003-05", "malformed"},
    };
    for (const auto& row : rows) EXPECT_EQ(moment_text(row.text), row.problem) << row.text;
}

TEST(Dates, TimeOfDay) {
    EXPECT_EQ(read_time_of_day("08:00"), 8 * 3600);
    EXPECT_EQ(read_time_of_day("8：30：15"), 8 * 3600 + 30 * 60 + 15);
    for (const std::string_view text : {"", "8", "24:00", "8:60", "x", "8:00x"})
        EXPECT_EQ(read_time_of_day(text), -1) << text;
}

}  // namespace
}  // namespace qy::collection
