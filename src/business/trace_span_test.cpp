#include "trace_span.h"

#include <gtest/gtest.h>

namespace qy::business {
namespace {

model::EventTime at(std::string_view text) {
    return model::EventTime::parse(text).value();
}
std::optional<model::EventTime> end(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return at(text);
}
Span span(std::string_view from, std::string_view last, std::string_view before) {
    return {end(from), end(last), end(before)};
}

TEST(TraceSpan, HoldsWhatMayHaveHappenedInside) {
    struct Case {
        Span span;
        std::string_view time;
        bool held;
    };
    const Case cases[] = {
        {span("", "", ""), "1999-01-01", true},
        // packed until taken out: the end is open
        {span("2026-03-05T08:00:00+08:00", "", "2026-03-07T08:00:00+08:00"), "2026-03-05T07:59:59+08:00", false},
        {span("2026-03-05T08:00:00+08:00", "", "2026-03-07T08:00:00+08:00"), "2026-03-05T08:00:00+08:00", true},
        {span("2026-03-05T08:00:00+08:00", "", "2026-03-07T08:00:00+08:00"), "2026-03-07T07:59:59+08:00", true},
        {span("2026-03-05T08:00:00+08:00", "", "2026-03-07T08:00:00+08:00"), "2026-03-07T08:00:00+08:00", false},
        // used up: the end is closed
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-07T08:00:00+08:00", true},
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-07T08:00:01+08:00", false},
        // a day alone is compared by day
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-07", true},
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-08", false},
        {span("", "2026-03-07", ""), "2026-03-07T23:59:59+08:00", true},
        {span("", "2026-03-07", ""), "2026-03-08T00:00:00+08:00", false},
        {span("2026-03-05", "", "2026-03-07"), "2026-03-05T00:00:00+08:00", true},
        {span("2026-03-05", "", "2026-03-07"), "2026-03-07T12:00:00+08:00", true},
        {span("2026-03-05", "", "2026-03-07"), "2026-03-08", false},
        {span("2026-03-05", "", "2026-03-07"), "2026-03-04", false},
        // zones differ, instants agree
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-07T00:00:00Z", true},
        {span("", "2026-03-07T08:00:00+08:00", ""), "2026-03-07T00:00:01Z", false},
    };
    for (const auto& c : cases) EXPECT_EQ(holds(c.span, at(c.time)), c.held) << c.time;
}

TEST(TraceSpan, HasACommonPartOnlyWhereBothHold) {
    EXPECT_TRUE(common_part(span("2026-03-01", "", "2026-03-03"), span("2026-03-02", "", "")));
    EXPECT_TRUE(common_part(span("2026-03-01", "", "2026-03-03"), span("2026-03-03", "", "")));
    EXPECT_FALSE(common_part(span("2026-03-01", "", "2026-03-03"), span("2026-03-04", "", "")));
    EXPECT_FALSE(common_part(span("2026-03-05", "", ""), span("", "2026-03-04", "")));
    const auto part = common_part(span("2026-03-01", "", "2026-03-09"), span("2026-03-02", "2026-03-05", ""));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->from->day(), "2026-03-02");
    EXPECT_EQ(part->last->day(), "2026-03-05");
    EXPECT_EQ(part->before->day(), "2026-03-09");
}

TEST(TraceSpan, GrowsOnlyByWhatIsNew) {
    std::vector<Span> spans;
    EXPECT_TRUE(add_span(spans, span("", "2026-03-05", "")));
    EXPECT_FALSE(add_span(spans, span("", "2026-03-04", "")));
    EXPECT_FALSE(add_span(spans, span("", "2026-03-05", "")));
    EXPECT_TRUE(add_span(spans, span("", "2026-03-06", "")));
    EXPECT_EQ(spans.size(), 1U);
    EXPECT_TRUE(add_span(spans, span("2026-03-10", "", "2026-03-12")));
    EXPECT_EQ(spans.size(), 2U);
    EXPECT_TRUE(add_span(spans, Span{}));
    EXPECT_EQ(spans.size(), 1U);
    EXPECT_FALSE(add_span(spans, span("2026-03-10", "", "2026-03-12")));
}

TEST(TraceSpan, BoundsLieAroundEverythingHeld) {
    const auto bounds = bounds_of({span("2026-03-05T08:00:00+08:00", "", "2026-03-07T08:00:00+08:00")});
    EXPECT_LE(bounds.from, at("2026-03-05").at);
    EXPECT_GE(bounds.to, at("2026-03-07").latest());
    EXPECT_LT(bounds.from, bounds.to);
    EXPECT_EQ(bounds_of({Span{}}).from.microseconds, INT64_MIN);
    EXPECT_EQ(bounds_of({Span{}}).to.microseconds, INT64_MAX);
}

}  // namespace
}  // namespace qy::business
