#include "pages/route_map.h"

#include <gtest/gtest.h>

#include "testing/page_samples.h"
#include "testing/story_builder.h"

namespace qy::presentation {
namespace {

using model::Field;
using model::Step;

std::string told(const LotRoute& route) {
    std::string text;
    for (const auto& stop : route.stops) {
        if (!text.empty()) text += " ";
        text += stop.city == nullptr ? stop.place : stop.city->short_zh;
    }
    for (const auto& [from, to] : route.legs) text += " " + std::to_string(from) + ">" + std::to_string(to);
    return text;
}

TEST(Route, GoesFromPlaceToPlaceAndBeyondHainan) {
    testing::StoryBuilder story;
    const auto who = testing::party("果园");
    const auto lot = story.lot("A1", "金橙", "果园", 0);
    story.asked(lot, "2026-01-10", "海南省澄迈县云坡镇");
    story.event(Step::commissioning, lot, "2026-01-10", "海南省澄迈县云坡镇", who);
    story.event(Step::packing, lot, "2026-01-11", "澄迈县金江镇", who);
    story.event(Step::inspecting, lot, "2026-01-11", "三亚市", who);  // a sample went there, not the lot
    story.event(Step::shipping, lot, "2026-01-12", "", who)
        .with(Field::from_place, "海口市秀英区")
        .with(Field::to_place, "广州市番禺区");
    story.event(Step::receiving, lot, "2026-01-14", "广州市番禺区清河路 1 号", who);
    EXPECT_EQ(told(route_of(std::move(story).answer(""))), "澄迈 海口 广州市番禺区 0>1 1>2");
}

TEST(Route, LotsGoEachItsOwnWayAndMeetInWhatWasMadeOfThem) {
    testing::StoryBuilder story;
    const auto who = testing::party("工厂");
    const auto one = story.lot("A1", "鲜果", "农场", -1);
    const auto two = story.lot("A2", "鲜果", "农场", -1);
    const auto made = story.lot("B1", "豆", "工厂", 0);
    story.event(Step::commissioning, one, "2026-01-01", "白沙黎族自治县", who);
    story.event(Step::commissioning, two, "2026-01-02", "琼中县", who);
    story.event(Step::transforming, made, "2026-01-05", "澄迈县福山镇", who);
    story.link(one, made, model::LinkKind::transformation).link(two, made, model::LinkKind::transformation);
    EXPECT_EQ(told(route_of(std::move(story).answer(""))), "白沙 琼中 澄迈 0>2 1>2");
}

TEST(Route, EndsAtTheMostStops) {
    testing::StoryBuilder story;
    const auto who = testing::party("果园");
    const auto lot = story.lot("A1", "金橙", "果园", 0);
    for (std::size_t i = 0; i <= kRouteStopsMax; ++i) {
        story.event(Step::shipping, lot, "2026-01-10", "某地 " + std::to_string(10 + i), who);
    }
    EXPECT_EQ(route_of(std::move(story).answer("")).stops.size(), kRouteStopsMax);
}

TEST(Route, IsDrawnUponOutlinesWithTheirApprovalBesideThem) {
    testing::StoryBuilder story;
    const auto who = testing::party("果园");
    const auto lot = story.lot("A1", "金橙", "果园", 0);
    story.event(Step::shipping, lot, "2026-01-12", "", who)
        .with(Field::from_place, "海口市秀英区")
        .with(Field::to_place, "三亚市海棠区");
    const auto answer = std::move(story).answer("");
    auto map = region_scheme();
    map.approval = "琼S(2026)999号";
    auto context = testing::sample_context(Language::zh, "");
    const auto drawn = [&] {
        PageWriter page{.html = Html(), .context = context};
        write_route(page, answer);
        return std::move(page.html).take();
    };
    EXPECT_EQ(drawn().find("<image"), std::string::npos) << "the scheme is of the page itself";
    context.map = &map;
    const auto page = drawn();
    EXPECT_NE(page.find("<image href=\"/map.svg?lang=zh\""), std::string::npos) << page;
    EXPECT_NE(page.find("审图号：琼S(2026)999号"), std::string::npos) << page;
    EXPECT_EQ(page.find("class=\"off\""), std::string::npos) << "the picture has the names";
    EXPECT_NE(page.find("M236 26L142 216"), std::string::npos) << page;
}

}  // namespace
}  // namespace qy::presentation
