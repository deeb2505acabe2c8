#include "pages/cold_chain.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "testing/story_builder.h"

namespace qy::presentation {
namespace {

using model::Field;

model::ShownEvent transport(std::initializer_list<int> hundredths) {
    model::ShownEvent shown;
    auto at = testing::when("2026-03-10T21:00:00+08:00");
    for (const int value : hundredths) {
        shown.readings.push_back({at, Decimal(value, 2)});
        at.at = at.at.plus_seconds(600);
    }
    return shown;
}

TEST(ColdCurve, NeedsTwoReadings) {
    EXPECT_FALSE(cold_curve(transport({})).has_value());
    EXPECT_FALSE(cold_curve(transport({400})).has_value());
    EXPECT_TRUE(cold_curve(transport({400, 410})).has_value());
}

TEST(ColdCurve, CountsReadingsBeyondTheLimits) {
    auto shown = transport({200, 199, 600, 601, 400, -50});
    shown.event.contents.set(Field::temperature_low, "2");
    shown.event.contents.set(Field::temperature_high, "6");
    const auto curve = cold_curve(shown);
    ASSERT_TRUE(curve);
    EXPECT_EQ(curve->outside, 3U);  // the limits themselves are allowed
    EXPECT_EQ(curve->coldest, -50);
    EXPECT_EQ(curve->warmest, 601);
    ASSERT_TRUE(curve->low_y && curve->high_y);
    EXPECT_LT(*curve->high_y, *curve->low_y);
}

TEST(ColdCurve, LimitsMayBeMissingOrUnreadable) {
    auto shown = transport({200, 300});
    shown.event.contents.set(Field::temperature_high, "about six");
    const auto curve = cold_curve(shown);
    ASSERT_TRUE(curve);
    EXPECT_FALSE(curve->low_y || curve->high_y);
    EXPECT_EQ(curve->outside, 0U);
}

TEST(ColdCurve, ManyReadingsAreThinnedButNoPeakIsLost) {
    model::ShownEvent shown;
    auto at = testing::when("2026-03-10T21:00:00+08:00");
    for (int i = 0; i < 2'000; ++i) {
        shown.readings.push_back({at, Decimal(i == 1'234 ? 2'500 : 400, 2)});
        at.at = at.at.plus_seconds(60);
    }
    const auto curve = cold_curve(shown);
    ASSERT_TRUE(curve);
    EXPECT_EQ(curve->readings, 2'000U);
    EXPECT_LE(static_cast<std::size_t>(std::ranges::count(curve->points, ',')), kCurvePointsMax);
    EXPECT_EQ(curve->warmest, 2'500);
    EXPECT_NE(curve->points.find(",19 "), std::string::npos) << curve->points;  // the peak, near the top
}

TEST(ColdCurve, ReadingsThatAreNoTemperaturesAreLeftOut) {
    auto shown = transport({400, 410});
    shown.readings.push_back({shown.readings.back().at, Decimal(9'000'000'000'000'000'000, 0)});
    const auto curve = cold_curve(shown);
    ASSERT_TRUE(curve);
    EXPECT_EQ(curve->readings, 2U);
}

}  // namespace
}  // namespace qy::presentation
