#include "pages/flow_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace qy::presentation {
namespace {

using model::TraceNode;

constexpr int kRelaxRoundsMax = 64;  // deeper than any answer; also what ends a circle in bad data
constexpr int kOrderSweeps = 6;

struct Edge {
    std::size_t from;
    std::size_t to;
    model::LinkKind kind;
    auto operator<=>(const Edge&) const = default;
};

/// Links between known nodes, each once.
std::vector<Edge> known_edges(const std::vector<TraceNode>& nodes, const std::vector<model::LotLink>& links) {
    std::unordered_map<model::LotId, std::size_t> index;
    for (std::size_t i = 0; i < nodes.size(); ++i) index.emplace(nodes[i].id, i);
    std::set<Edge> edges;
    for (const auto& link : links) {
        const auto from = index.find(link.from);
        const auto to = index.find(link.to);
        if (from == index.end() || to == index.end() || from == to) continue;
        edges.insert({from->second, to->second, link.kind});
    }
    return {edges.begin(), edges.end()};
}

/// Longest distance from the asked lot, keeping the sign: upstream negative.
std::vector<int> layers_of(const std::vector<TraceNode>& nodes, const std::vector<Edge>& edges) {
    std::vector<int> layer(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) layer[i] = nodes[i].distance;
    bool changed = true;
    for (int round = 0; changed && round < kRelaxRoundsMax; ++round) {
        changed = false;
        for (const Edge& edge : edges) {
            const bool upstream = nodes[edge.from].distance < 0 && nodes[edge.to].distance <= 0;
            const bool downstream = nodes[edge.to].distance > 0 && nodes[edge.from].distance >= 0;
            if (upstream && layer[edge.from] >= layer[edge.to]) {
                layer[edge.from] = layer[edge.to] - 1;
                changed = true;
            } else if (downstream && layer[edge.to] <= layer[edge.from]) {
                layer[edge.to] = layer[edge.from] + 1;
                changed = true;
            }
        }
    }
    return layer;
}

using Layers = std::vector<std::vector<std::size_t>>;

/// Node indexes by layer, without empty layers; `layer` becomes the index of the layer.
Layers gathered(const std::vector<TraceNode>& nodes, std::vector<int>& layer) {
    std::map<int, std::vector<std::size_t>> by_layer;
    for (std::size_t i = 0; i < nodes.size(); ++i) by_layer[layer[i]].push_back(i);
    Layers layers;
    for (auto& [number, members] : by_layer) {
        std::ranges::sort(members, {}, [&](std::size_t i) {
            return std::tie(nodes[i].product_name, nodes[i].party_name, nodes[i].lot_number);
        });
        for (const std::size_t member : members) layer[member] = static_cast<int>(layers.size());
        layers.push_back(std::move(members));
    }
    return layers;
}

/// Moves each lot of a layer to the middle of its neighbours on one side (barycentre method), sweeping to and fro.
void reduce_crossings(Layers& layers, const std::vector<int>& layer, const std::vector<Edge>& edges) {
    std::vector<double> place(layer.size());
    const auto number_places = [&] {
        for (const auto& members : layers) {
            for (std::size_t i = 0; i < members.size(); ++i) {
                place[members[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(members.size());
            }
        }
    };
    number_places();
    for (int sweep = 0; sweep < kOrderSweeps; ++sweep) {
        const bool by_origin = sweep % 2 == 0;
        std::vector<double> sum(layer.size());
        std::vector<int> count(layer.size());
        for (const Edge& edge : edges) {
            const std::size_t moved = by_origin ? edge.to : edge.from;
            sum[moved] += place[by_origin ? edge.from : edge.to];
            ++count[moved];
        }
        for (auto& members : layers) {
            std::ranges::stable_sort(members, {},
                                     [&](std::size_t i) { return count[i] > 0 ? sum[i] / count[i] : place[i]; });
        }
        number_places();
    }
}

/// How many lots of each layer are shown, so that all items together keep within the bound.
std::size_t layer_limit(const Layers& layers) {
    for (std::size_t limit = kFlowLayerMax; limit > 2; --limit) {
        std::size_t total = 0;
        for (const auto& members : layers) total += std::min(members.size(), limit);
        if (total <= kFlowItemsMax) return limit;
    }
    return 2;
}

/// The asked lot must be seen: it comes first when its layer is cut.
void keep_asked(std::vector<std::size_t>& members, const std::vector<TraceNode>& nodes, std::size_t shown) {
    const auto asked = std::ranges::find_if(members, [&](std::size_t i) { return nodes[i].asked; });
    if (asked != members.end() && asked - members.begin() >= static_cast<std::ptrdiff_t>(shown)) {
        std::rotate(members.begin(), asked, asked + 1);
    }
}

/// Fills the items; returns the item of each node.
std::vector<std::size_t> place_items(FlowGraph& graph, Layers& layers, const std::vector<TraceNode>& nodes) {
    std::vector<std::size_t> item_of(nodes.size());
    const std::size_t limit = layer_limit(layers);
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        auto& members = layers[layer];
        const bool cut = members.size() > limit;
        const std::size_t shown = cut ? limit - 1 : members.size();
        keep_asked(members, nodes, shown);
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (i < shown) {
                graph.items.push_back({&nodes[members[i]], 0, layer, i});
            } else if (i == shown) {
                graph.items.push_back({nullptr, members.size() - shown, layer, i});
            }
            item_of[members[i]] = graph.items.size() - 1;
        }
        graph.largest_layer = std::max(graph.largest_layer, shown + (cut ? 1 : 0));
    }
    return item_of;
}

}  // namespace

FlowGraph flow_graph(const std::vector<TraceNode>& nodes, const std::vector<model::LotLink>& links) {
    FlowGraph graph;
    const auto edges = known_edges(nodes, links);
    auto layer = layers_of(nodes, edges);
    auto layers = gathered(nodes, layer);
    reduce_crossings(layers, layer, edges);
    graph.layers = layers.size();
    const auto item_of = place_items(graph, layers, nodes);
    std::set<std::tuple<std::size_t, std::size_t>> drawn;
    for (const Edge& edge : edges) {
        const FlowEdge flow{item_of[edge.from], item_of[edge.to], edge.kind};
        const bool forward = graph.items[flow.from].layer < graph.items[flow.to].layer;
        if (forward && drawn.emplace(flow.from, flow.to).second) graph.edges.push_back(flow);
    }
    std::ranges::sort(graph.edges, {}, [](const FlowEdge& edge) { return std::tie(edge.from, edge.to); });
    return graph;
}

}  // namespace qy::presentation
