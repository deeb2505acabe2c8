#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "pages/flow_boxes.h"
#include "pages/flow_graph.h"
#include "pages/flow_lanes.h"
#include "testing/page_samples.h"
#include "testing/story_builder.h"

namespace qy::presentation {
namespace {

using model::LinkKind;

void expect_forward(const FlowGraph& graph) {
    for (const FlowEdge& edge : graph.edges) {
        EXPECT_LT(graph.items[edge.from].layer, graph.items[edge.to].layer);
        EXPECT_LT(edge.from, edge.to);
    }
}

TEST(FlowGraph, LayersRunFromOriginToShop) {
    const auto answer = testing::roasted_coffee();
    const FlowGraph graph = flow_graph(answer.nodes, answer.links);
    ASSERT_EQ(graph.items.size(), 7U);
    EXPECT_EQ(graph.layers, 4U);
    EXPECT_EQ(graph.largest_layer, 3U);
    EXPECT_EQ(graph.edges.size(), 6U);
    EXPECT_TRUE(graph.items.back().node->asked);
    expect_forward(graph);
}

TEST(FlowGraph, ALotOnTwoWaysStandsBeforeTheLongerOne) {
    testing::StoryBuilder story;
    const auto farm = story.lot("A", "鲜果", "农场", -1);
    const auto washed = story.lot("B", "生豆", "工厂", -1);
    const auto roast = story.lot("C", "熟豆", "工厂", 0);
    story.link(farm, roast, LinkKind::transformation).link(farm, washed, LinkKind::transformation);
    story.link(washed, roast, LinkKind::transformation);
    const auto answer = std::move(story).answer("");
    const FlowGraph graph = flow_graph(answer.nodes, answer.links);
    EXPECT_EQ(graph.layers, 3U);
    EXPECT_EQ(graph.items.front().node->lot_number, "A");
    expect_forward(graph);
}

TEST(FlowGraph, ContradictingLinksAreLeftOut) {
    testing::StoryBuilder story;
    const auto a = story.lot("A", "甲", "", -1);
    const auto b = story.lot("B", "乙", "", 0);
    story.link(a, b, LinkKind::transformation).link(b, a, LinkKind::transformation).link(a, a, LinkKind::merge);
    story.link(a, model::LotId(77), LinkKind::split);
    const auto answer = std::move(story).answer("");
    expect_forward(flow_graph(answer.nodes, answer.links));
    testing::StoryBuilder circle;
    const auto c = circle.lot("C", "丙", "", -1);
    const auto d = circle.lot("D", "丁", "", -1);
    circle.link(c, d, LinkKind::transformation).link(d, c, LinkKind::transformation);
    const auto round = std::move(circle).answer("");
    expect_forward(flow_graph(round.nodes, round.links));
}

TEST(FlowGraph, EverySizeIsDrawnOrCounted) {
    for (const std::size_t lots : {0U, 1U, 2U, 8U, 9U, 59U, 60U, 61U, 500U}) {
        const auto answer = testing::large_graph(lots);
        const FlowGraph graph = flow_graph(answer.nodes, answer.links);
        std::size_t told = 0;
        for (const FlowItem& item : graph.items) told += item.node != nullptr ? 1 : item.grouped;
        EXPECT_EQ(told, lots);
        EXPECT_LE(graph.items.size(), kFlowItemsMax);
        EXPECT_LE(graph.largest_layer, kFlowLayerMax);
        const bool has_asked = std::ranges::any_of(answer.nodes, &model::TraceNode::asked);
        const bool shows_asked = std::ranges::any_of(
            graph.items, [](const FlowItem& item) { return item.node != nullptr && item.node->asked; });
        EXPECT_EQ(shows_asked, has_asked) << lots;
        expect_forward(graph);
    }
}

TEST(FlowBoxes, DoNotOverlapAndStayInThePicture) {
    for (const std::size_t lots : {2U, 7U, 60U, 500U}) {
        const auto answer = testing::large_graph(lots);
        const FlowGraph graph = flow_graph(answer.nodes, answer.links);
        const FlowBoxes boxes = flow_boxes(graph);
        ASSERT_EQ(boxes.boxes.size(), graph.items.size());
        ASSERT_EQ(boxes.paths.size(), graph.edges.size());
        for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
            const FlowBox& box = boxes.boxes[i];
            EXPECT_GE(box.x, 0);
            EXPECT_GE(box.y, 0);
            EXPECT_LE(box.x + boxes.box_width, boxes.width);
            EXPECT_LE(box.y + boxes.box_height, boxes.height);
            for (std::size_t k = 0; k < i; ++k) {
                const FlowBox& other = boxes.boxes[k];
                const bool apart = other.x + boxes.box_width <= box.x || box.x + boxes.box_width <= other.x ||
                                   other.y + boxes.box_height <= box.y || box.y + boxes.box_height <= other.y;
                EXPECT_TRUE(apart) << i << " " << k;
            }
        }
    }
}

TEST(FlowBoxes, TextIsCutToTheRoom) {
    EXPECT_EQ(fitted("咖啡鲜果", 56, 14), "咖啡鲜果");
    EXPECT_EQ(fitted("咖啡鲜果", 55, 14), "咖啡…");
    EXPECT_EQ(fitted("HB260226-03", 200, 12), "HB260226-03");
    EXPECT_EQ(fitted("", 10, 12), "");
    EXPECT_TRUE(is_utf8(fitted("福山岭中度烘焙拼配咖啡豆", 90, 14)));
}

TEST(FlowLanes, FarmsOfOneWashingShareItsLane) {
    const auto answer = testing::roasted_coffee();
    const FlowLanes lanes = flow_lanes(flow_graph(answer.nodes, answer.links));
    ASSERT_EQ(lanes.rows.size(), 7U);
    EXPECT_EQ(lanes.lanes, 2U);
    EXPECT_EQ(lanes.rows.front().path, "M8 50V100");
    EXPECT_EQ(lanes.rows.back().path, "M8 0V50");
}

TEST(FlowLanes, DealersOfOneLotShareItsLane) {
    testing::StoryBuilder story;
    const auto lot = story.lot("A", "芒果", "合作社", 0);
    for (int i = 0; i < 5; ++i) {
        story.link(lot, story.lot("A-" + std::to_string(i), "芒果", "合作社", 1), LinkKind::split);
    }
    const auto answer = std::move(story).answer("");
    const FlowLanes lanes = flow_lanes(flow_graph(answer.nodes, answer.links));
    EXPECT_EQ(lanes.lanes, 2U);
    EXPECT_EQ(lanes.rows.size(), 6U);
}

TEST(FlowLanes, AreNeverWiderThanAPhoneBears) {
    const auto answer = testing::large_graph(500);
    const FlowGraph graph = flow_graph(answer.nodes, answer.links);
    const FlowLanes lanes = flow_lanes(graph);
    EXPECT_EQ(lanes.rows.size(), graph.items.size());
    EXPECT_LE(lanes.lanes, kLanesMax);
}

}  // namespace
}  // namespace qy::presentation
