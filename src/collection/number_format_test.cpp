#include "number_format.h"

#include <gtest/gtest.h>

namespace qy::collection {
namespace {

TEST(NumberFormat, NumbersAsTheyAreShown) {
    struct Row {
        std::string_view stored;
        std::string_view code;
        std::string_view shown;
        std::string_view from_1904 = {};
    };
    const Row rows[] = {
        {"0.1", "General", "0.1"},
        {"0.10000000000000001", "General", "0.1"},
        {"1.2E3", "General", "1200"},
        {"6901234567892", "General", "6901234567892"},
        {"1E-5", "General", "0.00001"},
        {"-0", "General", "0"},
        {"1200.50", "#,##0.00", "1200.5"},
        {"46086", "yyyy-mm-dd", "2026-03-05", "2030-03-06"},
        {"46086.354166666664", "yyyy-mm-dd hh:mm", "2026-03-05 08:30:00", "2030-03-06 08:30:00"},
        {"46086.354166666664", "yyyy\"年\"m\"月\"d\"日\";@", "2026-03-05", "2030-03-06"},
        {"46086.999999", "m/d/yy h:mm", "2026-03-06", "2030-03-07"},
        {"46086", "[$-804]aaaa, d mmmm yyyy", "2026-03-05", "2030-03-06"},
        {"0.354166666666667", "h:mm AM/PM", "08:30:00", "08:30:00"},
        {"61", "yyyy-mm-dd", "1900-03-01", "1904-03-02"},
        {"59", "yyyy-mm-dd", "1900-02-28", "1904-02-29"},
        {"60", "yyyy-mm-dd", "60", "1904-03-01"},  // a day that never was
        {"-1", "yyyy-mm-dd", "-1"},
        {"2958466", "yyyy-mm-dd", "2958466"},
        {"0.125", "0.0%", "12.5%"},
        {"123", "000000", "000123"},
        {"1234567", "000000", "1234567"},
        {"1200", "#,##0\"公斤\"", "1200公斤"},
        {"12.8", "\"¥\"#,##0.00", "12.8"},
        {"5", "0_ ;[Red]\\-0\\ ", "5"},
        {"abc", "0", "abc"},
        {"1e999", "0", "1e999"},
        {"", "0", ""},
    };
    for (const auto& row : rows) {
        const auto format = format_of_code(row.code);
        EXPECT_EQ(shown_number(row.stored, format, false), row.shown) << row.stored << " as " << row.code;
        if (!row.from_1904.empty()) {
            EXPECT_EQ(shown_number(row.stored, format, true), row.from_1904) << row.stored << " as " << row.code;
        }
    }
}

TEST(NumberFormat, BuiltInIds) {
    using Shown = NumberFormat::Shown;
    const std::pair<int, Shown> rows[] = {{0, Shown::general},  {4, Shown::general},   {10, Shown::percent},
                                          {14, Shown::day},     {22, Shown::moment},   {20, Shown::clock},
                                          {31, Shown::day},     {57, Shown::day},      {49, Shown::general},
                                          {-1, Shown::general}, {1000, Shown::general}};
    for (const auto& [id, shown] : rows) EXPECT_EQ(built_in_format(id).shown, shown) << id;
}

}  // namespace
}  // namespace qy::collection
