#include "pages/format.h"

#include <gtest/gtest.h>

#include "pages/page_writer.h"

namespace qy::presentation {
namespace {

TEST(Format, DaysAndTimes) {
    struct Row {
        const char* text;
        const char* zh;
        const char* en;
    };
    const Row rows[] = {
        {"2026-03-05", "2026年3月5日", "5 Mar 2026"},
        {"2026-12-31", "2026年12月31日", "31 Dec 2026"},
        {"2026-03-05T08:30:00+08:00", "2026年3月5日 08:30", "5 Mar 2026, 08:30"},
        {"2026-03-05T23:59:59Z", "2026年3月5日 23:59", "5 Mar 2026, 23:59"},
    };
    for (const Row& row : rows) {
        const auto time = model::EventTime::parse(row.text);
        ASSERT_TRUE(time.ok()) << row.text;
        EXPECT_EQ(shown_time(*time, Language::zh), row.zh);
        EXPECT_EQ(shown_time(*time, Language::en), row.en);
    }
    EXPECT_EQ(shown_day("不详", Language::zh), "不详");
    EXPECT_EQ(shown_day("2026-99-01", Language::en), "2026-99-01");
    EXPECT_EQ(shown_instant(Time::from_seconds(0), Language::zh), "1970年1月1日 08:00");
}

TEST(Format, NumbersMoneyAndCodes) {
    struct Row {
        const char* given;
        const char* shown;
    };
    for (const Row& row : {Row{"0", "0"},
                           {"999", "999"},
                           {"1000", "1,000"},
                           {"1234567.25", "1,234,567.25"},
                           {"-1234", "-1,234"},
                           {"-123", "-123"},
                           {"abc", "abc"},
                           {"", ""}}) {
        EXPECT_EQ(grouped_number(row.given), row.shown);
    }
    for (const Row& row : {Row{"0", "¥0.00"},
                           {"5", "¥0.05"},
                           {"50", "¥0.50"},
                           {"6800", "¥68.00"},
                           {"123456789", "¥1,234,567.89"},
                           {"面议", "面议"}}) {
        EXPECT_EQ(shown_money(row.given), row.shown);
    }
    EXPECT_EQ(grouped_code("12345678901234567890"), "1234 5678 9012 3456 7890");
    EXPECT_EQ(grouped_code("1234567890123456789"), "1234567890123456789");
}

TEST(Format, ValuesFollowTheFieldTable) {
    using model::Field;
    PageContext context;
    context.label_of = [](std::string_view, std::string_view code, Language) {
        return code == "peanut" ? std::string("花生") : std::string();
    };
    const PageWriter page{.html = Html(), .context = context};
    struct Row {
        Field field;
        const char* canonical;
        const char* shown;
    };
    const Row rows[] = {
        {Field::produced_on, "2026-03-05", "2026年3月5日"},
        {Field::shipped_at, "2026-03-05T08:30:00+08:00", "2026年3月5日 08:30"},
        {Field::quantity, "1200.5 kg", "1,200.5 千克"},
        {Field::sale_price, "6800", "¥68.00"},
        {Field::temperature_high, "4.5", "4.5 ℃"},
        {Field::shelf_life_days, "365", "365 天"},
        {Field::allergens, "peanut,soy", "花生、soy"},
        {Field::process, "水洗", "水洗"},
        {Field::temperature_log, "2026-03-05T08:00:00+08:00=4.2", ""},
        {Field::inputs, "[]", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(shown_value(model::row_of(row.field), row.canonical, page), row.shown);
}

TEST(Format, ChineseAndPercent) {
    EXPECT_TRUE(has_chinese("a 咖啡"));
    EXPECT_FALSE(has_chinese("Café ≤ 5 ℃ ¥"));
    EXPECT_EQ(percent_encoded("咖啡 a/b-1_~."), "%E5%92%96%E5%95%A1%20a%2Fb-1_~.");
}

}  // namespace
}  // namespace qy::presentation
