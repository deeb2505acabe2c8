#include "trace_walk.h"

#include <gtest/gtest.h>

#include <set>

#include "business/testing/trace_world.h"
#include "trace_story.h"

namespace qy::business {
namespace {

using model::EventId;
using model::LinkKind;
using model::Step;
using testing::at;
using testing::CoffeeWorld;
using testing::LotId;
using testing::TraceWorld;

const auto kFollowAll = [](const storage::trace::TracedLot&) { return true; };

struct Told {
    Walk walk;
    Story story;

    [[nodiscard]] bool has(LotId lot) const { return walk.find(lot) != nullptr; }
    [[nodiscard]] bool tells(EventId event) const {
        return std::ranges::any_of(story.events, [&](const StoryEvent& told) { return told.event.id == event; });
    }
    [[nodiscard]] int distance(LotId lot) const { return walk.find(lot)->distance; }
};

Told tell(TraceWorld& world, LotId lot, WalkRules rules = {}, StoryRules story_rules = {}) {
    if (rules.depth_max == 0) rules.depth_max = 12;
    if (rules.nodes_max == 0) rules.nodes_max = 500;
    if (story_rules.events_max == 0) story_rules.events_max = 2'000;
    return world.store()
        .read([&](storage::Reader& reader) -> Result<Told> {
            const std::int64_t ids[] = {lot.number()};
            QY_TRY(lots, storage::trace::lots(reader, ids));
            QY_TRY(walk, walk_graph(reader, lots.front(), rules));
            QY_TRY(story, read_story(reader, walk, story_rules));
            return Told{std::move(walk), std::move(story)};
        })
        .value();
}

/// One farm with as many lots as asked for.
struct Farm {
    explicit Farm(int lot_count) : owner(world.firm("农场")), product(world.product(owner, "芒果")) {
        for (int i = 0; i < lot_count; ++i) lots.push_back(world.lot(product, "L" + std::to_string(i)));
    }
    TraceWorld world;
    model::PartyId owner;
    model::ProductId product;
    std::vector<LotId> lots;
};

TEST(TraceWalk, GoesFromAConsignmentToTheFarms) {
    CoffeeWorld coffee;
    const auto told = tell(coffee.world, coffee.consignments[6]);
    EXPECT_EQ(told.walk.nodes.size(), 8U);  // the consignment, the roast, three washed lots, three cherry lots
    EXPECT_EQ(told.distance(coffee.consignments[6]), 0);
    EXPECT_EQ(told.distance(coffee.roast), -1);
    EXPECT_EQ(told.distance(coffee.washed[1]), -2);
    EXPECT_EQ(told.distance(coffee.cherries[2]), -3);
    EXPECT_EQ(told.walk.links.size(), 7U);
    for (int i = 0; i < CoffeeWorld::kDealers; ++i) EXPECT_EQ(told.has(coffee.consignments[i]), i == 6) << i;
    EXPECT_FALSE(told.walk.by_depth || told.walk.by_nodes);
}

TEST(TraceWalk, GoesDownstreamWhereItMay) {
    CoffeeWorld coffee;
    EXPECT_EQ(tell(coffee.world, coffee.cherries[0]).walk.nodes.size(), 1U);
    const auto all = tell(coffee.world, coffee.cherries[0], {.may_follow = kFollowAll});
    EXPECT_EQ(all.distance(coffee.washed[0]), 1);
    EXPECT_EQ(all.distance(coffee.roast), 2);
    EXPECT_EQ(all.distance(coffee.consignments[19]), 3);
    EXPECT_FALSE(all.has(coffee.washed[1])) << "what else went into the roast is no part of this lot's life";
    const auto own = [&](const storage::trace::TracedLot& lot) { return lot.lot.owner == coffee.farms[0]; };
    const auto farmers = tell(coffee.world, coffee.cherries[0], {.may_follow = own});
    EXPECT_TRUE(farmers.has(coffee.washed[0]));
    EXPECT_FALSE(farmers.has(coffee.roast)) << "a supplier does not see its customers' customers";
}

TEST(TraceWalk, NeedsFewStatements) {
    CoffeeWorld coffee;
    auto& store = coffee.world.store();
    store.start_counting();
    const auto told = tell(coffee.world, coffee.roast, {.may_follow = kFollowAll});
    EXPECT_EQ(told.walk.nodes.size(), 27U);
    // levels: roast; washed + 20 consignments; cherries; nothing. Links up, containers, links down and lots of each at
    // most.
    EXPECT_LE(store.statements(), 1U + 4U * 4U + 3U);
}

TEST(TraceWalk, RespectsTime) {
    struct Case {
        std::string_view name;
        std::string_view used;   // when the ancestor became the lot
        std::string_view event;  // of the ancestor
        Step step;
        bool told;
    };
    const Case cases[] = {
        {"before", "2026-03-05T08:00:00+08:00", "2026-03-05T07:00:00+08:00", Step::storing, true},
        {"at once", "2026-03-05T08:00:00+08:00", "2026-03-05T08:00:00+08:00", Step::storing, true},
        {"after", "2026-03-05T08:00:00+08:00", "2026-03-05T08:00:01+08:00", Step::storing, false},
        {"same day, time unknown", "2026-03-05T08:00:00+08:00", "2026-03-05", Step::storing, true},
        {"used some time that day", "2026-03-05", "2026-03-05T23:00:00+08:00", Step::storing, true},
        {"next day", "2026-03-05", "2026-03-06", Step::storing, false},
        {"a result comes later", "2026-03-05", "2026-04-01", Step::inspecting, true},
    };
    for (const auto& c : cases) {
        Farm farm(2);
        farm.world.made(farm.lots[1], c.used, {farm.lots[0]});
        const auto event = farm.world.event(farm.lots[0], c.step, c.event);
        EXPECT_EQ(tell(farm.world, farm.lots[1]).tells(event), c.told) << c.name;
        EXPECT_TRUE(tell(farm.world, farm.lots[0]).tells(event)) << c.name;
    }
}

TEST(TraceWalk, FollowsOnlyLinksThatWereThereInTime) {
    Farm farm(4);
    farm.world.made(farm.lots[1], "2026-03-10", {farm.lots[0]});
    farm.world.made(farm.lots[2], "2026-03-05", {farm.lots[1]});  // before lot 1 was made of lot 0
    farm.world.made(farm.lots[3], "2026-03-12", {farm.lots[1]});
    EXPECT_FALSE(tell(farm.world, farm.lots[2]).has(farm.lots[0]));
    EXPECT_TRUE(tell(farm.world, farm.lots[3]).has(farm.lots[0]));
    const auto down = tell(farm.world, farm.lots[0], {.may_follow = kFollowAll});
    EXPECT_FALSE(down.has(farm.lots[2]));
    EXPECT_TRUE(down.has(farm.lots[3]));
}

TEST(TraceWalk, TakesTheLatestUseOfAnAncestor) {
    Farm farm(4);  // lot 0 goes into lot 1 early and into lot 2 late; both go into lot 3
    farm.world.made(farm.lots[1], "2026-03-02", {farm.lots[0]});
    farm.world.made(farm.lots[2], "2026-03-08", {farm.lots[0]});
    farm.world.made(farm.lots[3], "2026-03-10", {farm.lots[1], farm.lots[2]}, LinkKind::merge);
    const auto between = farm.world.event(farm.lots[0], Step::storing, "2026-03-06");
    const auto late = farm.world.event(farm.lots[0], Step::storing, "2026-03-09");
    const auto told = tell(farm.world, farm.lots[3]);
    EXPECT_TRUE(told.tells(between));
    EXPECT_FALSE(told.tells(late));
    EXPECT_FALSE(tell(farm.world, farm.lots[1]).tells(between));
    EXPECT_EQ(told.walk.links.size(), 4U);
}

TEST(TraceWalk, CorrectionsComeWithWhatTheyCorrect) {
    Farm farm(2);
    const auto wrong = farm.world.event(farm.lots[0], Step::storing, "2026-03-01");
    const auto later = farm.world.event(farm.lots[0], Step::storing, "2026-03-20");
    farm.world.made(farm.lots[1], "2026-03-05", {farm.lots[0]});
    const auto right = farm.world.event(farm.lots[0], Step::storing, "2026-04-01", {.corrects = wrong});
    const auto other = farm.world.event(farm.lots[0], Step::storing, "2026-04-02", {.corrects = later});
    const auto told = tell(farm.world, farm.lots[1]);
    EXPECT_TRUE(told.tells(wrong));
    EXPECT_TRUE(told.tells(right));
    EXPECT_FALSE(told.tells(later));
    EXPECT_FALSE(told.tells(other));
}

TEST(TraceWalk, ABoxCountsOnlyWhilePacked) {
    Farm farm(2);
    auto& world = farm.world;
    const auto box = world.unit(farm.owner, "BOX-1");
    const auto before = world.event(box, Step::storing, "2026-03-01T08:00:00+08:00");
    const auto packed = world.pack(farm.lots[0], box, "2026-03-02T08:00:00+08:00");
    const auto moved = world.event(box, Step::transporting, "2026-03-03T08:00:00+08:00");
    const auto unpacked = world.unpack(farm.lots[0], box, "2026-03-04T08:00:00+08:00");
    const auto empty = world.event(box, Step::storing, "2026-03-05T08:00:00+08:00");
    const auto packed_again = world.pack(farm.lots[1], box, "2026-03-06T08:00:00+08:00");
    const auto moved_again = world.event(box, Step::transporting, "2026-03-07T08:00:00+08:00");

    const auto first = tell(world, farm.lots[0]);
    const auto second = tell(world, farm.lots[1]);
    struct Case {
        std::string_view name;
        EventId event;
        bool in_first;
        bool in_second;
    };
    for (const auto& c :
         {Case{"before", before, false, false}, Case{"packed", packed, true, false}, Case{"moved", moved, true, false},
          Case{"unpacked", unpacked, true, false}, Case{"empty", empty, false, false},
          Case{"packed again", packed_again, false, true}, Case{"moved again", moved_again, false, true}}) {
        EXPECT_EQ(first.tells(c.event), c.in_first) << c.name;
        EXPECT_EQ(second.tells(c.event), c.in_second) << c.name;
    }
    EXPECT_FALSE(first.has(farm.lots[1]));
    EXPECT_FALSE(second.has(farm.lots[0]));
}

TEST(TraceWalk, NeverTellsWhatElseLayInTheBox) {
    Farm farm(3);
    auto& world = farm.world;
    const auto box = world.unit(farm.owner, "BOX-1");
    const auto pallet = world.unit(farm.owner, "PALLET-1");
    world.pack(farm.lots[0], box, "2026-03-02T08:00:00+08:00");
    const auto sibling = world.pack(farm.lots[1], box, "2026-03-02T09:00:00+08:00");
    const auto siblings_own =
        world.event(farm.lots[1], Step::transporting, "2026-03-02T10:00:00+08:00", {.container = box});
    const auto crate = world.unit(farm.owner, "CRATE-1");
    const auto together =
        world.made(crate, "2026-03-02T11:00:00+08:00", {farm.lots[0], farm.lots[1]}, LinkKind::aggregation);
    world.pack(box, pallet, "2026-03-03T08:00:00+08:00");
    world.pack(farm.lots[2], pallet, "2026-03-03T08:30:00+08:00");
    const auto moved = world.event(pallet, Step::transporting, "2026-03-03T09:00:00+08:00");
    world.unpack(box, pallet, "2026-03-04T08:00:00+08:00");
    const auto moved_on = world.event(pallet, Step::transporting, "2026-03-05T08:00:00+08:00");
    for (const bool wide : {false, true}) {
        const auto told = tell(world, farm.lots[0], wide ? WalkRules{.may_follow = kFollowAll} : WalkRules{},
                               {.only_own_path = !wide});
        EXPECT_TRUE(told.has(box) && told.has(pallet));
        EXPECT_FALSE(told.has(farm.lots[1]) || told.has(farm.lots[2]));
        EXPECT_FALSE(told.tells(sibling) || told.tells(siblings_own) || told.tells(moved_on));
        EXPECT_TRUE(told.tells(moved) && told.tells(together));
        for (const auto& one : told.story.events) {
            for (const auto& input : one.event.inputs) EXPECT_TRUE(told.has(input.lot));
        }
    }
}

TEST(TraceWalk, ABoxOfAnAncestorStandsBesideIt) {
    Farm farm(2);
    const auto box = farm.world.unit(farm.owner, "CRATE-1");
    farm.world.pack(farm.lots[0], box, "2026-03-01T08:00:00+08:00");
    const auto moved = farm.world.event(box, Step::transporting, "2026-03-02T08:00:00+08:00");
    farm.world.made(farm.lots[1], "2026-03-03T08:00:00+08:00", {farm.lots[0]});
    const auto after = farm.world.event(box, Step::transporting, "2026-03-04T08:00:00+08:00");
    const auto told = tell(farm.world, farm.lots[1]);
    EXPECT_EQ(told.distance(box), told.distance(farm.lots[0]));
    EXPECT_TRUE(told.tells(moved));
    EXPECT_FALSE(told.tells(after));
}

TEST(TraceWalk, AnAskedBoxTellsWhatItHolds) {
    Farm farm(2);
    const auto box = farm.world.unit(farm.owner, "BOX-1");
    farm.world.pack(farm.lots[0], box, "2026-03-01");
    farm.world.unpack(farm.lots[0], box, "2026-03-03");
    farm.world.pack(farm.lots[1], box, "2026-03-05");
    const auto now = tell(farm.world, box);
    EXPECT_FALSE(now.has(farm.lots[0]));
    EXPECT_TRUE(now.has(farm.lots[1]));
    const auto ever = tell(farm.world, box, {.contents_ever = true});
    EXPECT_TRUE(ever.has(farm.lots[0]) && ever.has(farm.lots[1]));
}

TEST(TraceWalk, FollowsOnlyTheCartonThatTheCodeNames) {
    Farm farm(1);
    const auto one = farm.world.unit(farm.owner, "BOX-1");
    const auto two = farm.world.unit(farm.owner, "BOX-2");
    farm.world.pack(farm.lots[0], one, "2026-03-01");
    farm.world.pack(farm.lots[0], two, "2026-03-01");
    const auto told = tell(farm.world, farm.lots[0], {.own_container = two});
    EXPECT_FALSE(told.has(one));
    EXPECT_TRUE(told.has(two));
}

TEST(TraceWalk, ToldConsignmentsAreTheOwnOnes) {
    CoffeeWorld coffee;
    auto& world = coffee.world;
    const auto stray = world.event(coffee.roast, Step::shipping, "2026-01-25",
                                   {.contents = {{model::Field::consignment_number, "R-1-3"}}});
    const auto whole = world.event(coffee.roast, Step::storing, "2026-01-25");
    const auto own = tell(world, coffee.consignments[6]);
    EXPECT_FALSE(own.tells(stray)) << "recorded on the parent, about a sister";
    EXPECT_TRUE(own.tells(whole));
    EXPECT_FALSE(tell(world, coffee.roast).tells(stray));
    EXPECT_TRUE(tell(world, coffee.roast, {.may_follow = kFollowAll}, {.only_own_path = false}).tells(stray));
}

TEST(TraceWalk, StopsAtTheDepthAndSaysSo) {
    constexpr int kLinks = 5;
    Farm farm(kLinks + 1);
    for (int i = 0; i < kLinks; ++i) {
        farm.world.made(farm.lots[i + 1], "2026-03-0" + std::to_string(i + 1), {farm.lots[i]});
    }
    for (const bool up : {true, false}) {
        for (const int depth : {kLinks - 1, kLinks, kLinks + 1}) {
            const auto told = tell(farm.world, up ? farm.lots.back() : farm.lots.front(),
                                   {.depth_max = static_cast<std::size_t>(depth), .may_follow = kFollowAll});
            EXPECT_EQ(told.walk.by_depth, depth < kLinks) << depth;
            EXPECT_EQ(told.walk.nodes.size(), std::min(depth, kLinks) + 1U);
        }
    }
}

TEST(TraceWalk, StopsAtTheNodesNearestFirstAndSaysSo) {
    CoffeeWorld coffee;
    constexpr std::size_t kAll = 8;
    for (const std::size_t most : {kAll - 1, kAll, kAll + 1}) {
        const auto told = tell(coffee.world, coffee.consignments[0], {.nodes_max = most});
        EXPECT_EQ(told.walk.by_nodes, most < kAll) << most;
        EXPECT_EQ(told.walk.nodes.size(), std::min(most, kAll));
        EXPECT_TRUE(told.has(coffee.roast) && told.has(coffee.washed[2]));
    }
}

TEST(TraceWalk, StopsAtTheEventsNearestFirstAndSaysSo) {
    Farm farm(2);
    farm.world.made(farm.lots[1], "2026-03-05", {farm.lots[0]});
    for (int i = 0; i < 3; ++i) farm.world.event(farm.lots[0], Step::storing, "2026-03-01");
    const auto own = farm.world.event(farm.lots[1], Step::storing, "2026-03-06");
    constexpr std::size_t kAll = 5;
    for (const std::size_t most : {std::size_t{2}, kAll - 1, kAll, kAll + 1}) {
        const auto told = tell(farm.world, farm.lots[1], {}, {.events_max = most});
        EXPECT_EQ(told.story.cut, most < kAll) << most;
        EXPECT_EQ(told.story.events.size(), std::min(most, kAll));
        EXPECT_TRUE(told.tells(own)) << most;
    }
}

TEST(TraceWalk, EndsWhenLinksGoRound) {
    Farm farm(3);
    for (int i = 0; i < 3; ++i) farm.world.made(farm.lots[(i + 1) % 3], "2026-03-05", {farm.lots[i]});
    const auto told = tell(farm.world, farm.lots[0], {.depth_max = 50, .may_follow = kFollowAll});
    EXPECT_EQ(told.walk.nodes.size(), 3U);
    EXPECT_EQ(told.walk.links.size(), 3U);
    EXPECT_FALSE(told.walk.by_depth);
    std::set<std::int64_t> ids;
    for (const auto& one : told.story.events) EXPECT_TRUE(ids.insert(one.event.id.number()).second);
    EXPECT_EQ(ids.size(), 3U);
}

TEST(TraceWalk, AnEventUnderSeveralSubjectsIsToldOnce) {
    Farm farm(1);
    const auto box = farm.world.unit(farm.owner, "BOX-1");
    farm.world.pack(farm.lots[0], box, "2026-03-01");
    const auto both = farm.world.event(farm.lots[0], Step::transporting, "2026-03-02", {.container = box});
    const auto told = tell(farm.world, farm.lots[0]);
    EXPECT_EQ(std::ranges::count(told.story.events, both, [](const auto& one) { return one.event.id; }), 1);
}

}  // namespace
}  // namespace qy::business
