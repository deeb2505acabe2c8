#include "pages/flow_section.h"

#include <algorithm>
#include <array>

#include "pages/flow_boxes.h"
#include "pages/flow_lanes.h"
#include "pages/format.h"

namespace qy::presentation {
namespace {

using model::LinkKind;
using model::LotKind;
using model::TraceNode;

constexpr int kTitleSize = 14;
constexpr int kTextSize = 12;
constexpr int kPadding = 12;
constexpr int kTitleY = 23;
constexpr int kPartyY = 41;
constexpr int kNumberY = 57;

struct KindRow {
    LinkKind kind;
    std::string_view css_class;
    Text name;
    Text one;   ///< how a lot came from one other
    Text many;  ///< how it came from {0} others
};
constexpr auto kKinds = std::to_array<KindRow>({
    {LinkKind::transformation, "k0", Text::link_transformation, Text::from_one_transformed,
     Text::from_many_transformed},
    {LinkKind::split, "k1", Text::link_split, Text::from_one_split, Text::from_many_split},
    {LinkKind::merge, "k2", Text::link_merge, Text::from_one_merged, Text::from_many_merged},
    {LinkKind::aggregation, "k3", Text::link_aggregation, Text::from_one_packed, Text::from_many_packed},
});

const KindRow& row_of_kind(LinkKind kind) {
    return *std::ranges::find(kKinds, kind, &KindRow::kind);
}

std::string title_of(const PageWriter& page, const FlowItem& item) {
    if (item.node == nullptr) return page.count(Text::one_more_lot, Text::more_lots, item.grouped);
    if (item.node->kind == LotKind::logistic_unit && item.node->product_name.empty()) {
        return std::string(page.say(Text::logistic_unit));
    }
    return std::string(page.name_of(item.node->product_name));
}

std::string number_of(const PageWriter& page, const TraceNode& node) {
    return node.lot_number.empty() ? std::string() : page.say(Text::lot_called, {node.lot_number});
}

void write_svg_text(PageWriter& page, std::string_view css_class, const FlowBox& box, int y, std::string_view words) {
    page.html.element(
        "text",
        {css_class.empty() ? Attribute() : Attribute("class", css_class), {"x", box.x + kPadding}, {"y", box.y + y}},
        words);
}

void write_box(PageWriter& page, const FlowItem& item, const FlowBox& box, const FlowBoxes& boxes) {
    const int room = boxes.box_width - 2 * kPadding;
    const bool asked = item.node != nullptr && item.node->asked;
    const auto group = page.html.open("g", {item.node == nullptr ? Attribute("class", "rest")
                                            : asked              ? Attribute("class", "asked")
                                                                 : Attribute()});
    page.html.leaf("rect",
                   {{"x", box.x}, {"y", box.y}, {"width", boxes.box_width}, {"height", boxes.box_height}, {"rx", 12}});
    const std::string title = title_of(page, item);
    if (item.node == nullptr) {
        write_svg_text(page, {}, box, boxes.box_height / 2 + kTitleSize / 3, fitted(title, room, kTitleSize));
        return;
    }
    write_svg_text(page, "n", box, kTitleY, fitted(title, room, kTitleSize));
    write_svg_text(page, {}, box, kPartyY, fitted(page.name_of(item.node->party_name), room, kTextSize));
    write_svg_text(page, {}, box, kNumberY, fitted(item.node->lot_number, room, kTextSize));
}

void write_arrow_head(PageWriter& page) {
    page.html.trusted(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
        "orient=\"auto\"><path d=\"M0 0 8 4 0 8Z\"/></marker></defs>");
}

/// Hidden from screen readers: the rows say the same.
void write_boxes(PageWriter& page, const FlowGraph& graph) {
    const FlowBoxes boxes = flow_boxes(graph);
    // What scrolls must be reachable by keyboard (WCAG 2.1.1).
    const auto frame = page.html.open("div", {{"class", "boxes"},
                                              boxes.scrolls ? Attribute("tabindex", 0) : Attribute(),
                                              boxes.scrolls ? Attribute("role", "group") : Attribute(),
                                              boxes.scrolls ? Attribute("aria-labelledby", "flow") : Attribute()});
    const std::string view = "0 0 " + std::to_string(boxes.width) + " " + std::to_string(boxes.height);
    const auto picture = page.html.open(
        "svg", {{"viewBox", view}, {"width", boxes.width}, {"height", boxes.height}, {"aria-hidden", "true"}});
    write_arrow_head(page);
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        page.html.leaf("path", {{"class", row_of_kind(graph.edges[i].kind).css_class},
                                {"d", boxes.paths[i]},
                                {"marker-end", "url(#tip)"}});
    }
    for (std::size_t i = 0; i < graph.items.size(); ++i) write_box(page, graph.items[i], boxes.boxes[i], boxes);
}

/// "加工自 3 批": by the kind of the first link into it.
std::string relation_of(const PageWriter& page, const FlowGraph& graph, std::size_t item) {
    std::size_t from = 0;
    const KindRow* kind = nullptr;
    for (const FlowEdge& edge : graph.edges) {
        if (edge.to != item) continue;
        from += std::max<std::size_t>(graph.items[edge.from].grouped, 1);
        if (kind == nullptr) kind = &row_of_kind(edge.kind);
    }
    return kind == nullptr ? std::string() : page.count(kind->one, kind->many, from);
}

void write_lanes(PageWriter& page, const LaneRow& row, std::size_t lanes) {
    const int width = kLaneWidth * static_cast<int>(lanes);
    const std::string view = "0 0 " + std::to_string(width) + " " + std::to_string(kRowUnits);
    const auto picture = page.html.open(
        "svg", {{"viewBox", view}, {"width", width}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}});
    if (!row.path.empty()) page.html.leaf("path", {{"d", row.path}});
    // A line without length and with round ends: a dot that stays round however high the row becomes.
    page.html.leaf("path", {{"class", "dot"}, {"d", "M" + std::to_string(lane_x(row.lane)) + " 50h0"}});
}

void write_row(PageWriter& page, const FlowGraph& graph, const FlowLanes& lanes, std::size_t index) {
    const FlowItem& item = graph.items[index];
    const bool asked = item.node != nullptr && item.node->asked;
    const auto row = page.html.open("li", {asked ? Attribute("class", "asked") : Attribute()});
    write_lanes(page, lanes.rows[index], lanes.lanes);
    const auto words = page.html.open("div");
    page.data("b", {}, title_of(page, item));
    if (item.node == nullptr) return;
    if (asked) page.html.text(" ").element("em", {}, page.say(Text::your_lot));
    if (!item.node->party_name.empty()) page.data("span", {}, page.name_of(item.node->party_name));
    const std::string number = number_of(page, *item.node);
    if (!number.empty()) page.data("span", "num", number);
    const std::string relation = relation_of(page, graph, index);
    if (!relation.empty()) page.html.element("small", {}, relation);
}

void write_rows(PageWriter& page, const FlowGraph& graph) {
    const FlowLanes lanes = flow_lanes(graph);
    const auto list = page.html.open("ol", {{"class", "lanes l" + std::to_string(lanes.lanes)}});
    for (std::size_t i = 0; i < graph.items.size(); ++i) write_row(page, graph, lanes, i);
}

void write_legend(PageWriter& page, const FlowGraph& graph) {
    const auto legend = page.html.open("p", {{"class", "legend"}, {"aria-hidden", "true"}});
    for (const KindRow& kind : kKinds) {
        const bool used = std::ranges::find(graph.edges, kind.kind, &FlowEdge::kind) != graph.edges.end();
        if (!used) continue;
        const auto entry = page.html.open("span");
        {
            const auto sample = page.html.open("svg", {{"viewBox", "0 0 28 8"}, {"width", 28}, {"height", 8}});
            page.html.leaf("path", {{"class", kind.css_class}, {"d", "M0 4h28"}});
        }
        page.html.text(page.say(kind.name));
    }
}

}  // namespace

void write_flow(PageWriter& page, const model::TraceAnswer& answer) {
    if (answer.nodes.size() < 2) return;
    const FlowGraph graph = flow_graph(answer.nodes, answer.links);
    const auto section = page.html.open("section", {{"class", "card flow"}, {"aria-labelledby", "flow"}});
    page.html.element("h2", {{"id", "flow"}}, page.say(Text::flow));
    page.html.element("p", {{"class", "soft"}}, page.say(Text::flow_lead, {std::to_string(answer.nodes.size())}));
    write_boxes(page, graph);
    write_rows(page, graph);
    write_legend(page, graph);
}

}  // namespace qy::presentation
