#pragma once
// The graph of lots put into layers, from the first origin to the last consignment: what both drawings of it share.
// (clauses 6.3.2, 6.3.3)
#include <cstddef>
#include <vector>

#include "model/trace_answer.h"

namespace qy::presentation {

/// Lots drawn at most in one picture, and in one of its layers; the rest of a layer is one item with their number.
inline constexpr std::size_t kFlowItemsMax = 60;
inline constexpr std::size_t kFlowLayerMax = 8;

/// A lot, or (node null) the lots of a layer that found no room.
struct FlowItem {
    const model::TraceNode* node = nullptr;
    std::size_t grouped = 0;
    std::size_t layer = 0;  ///< from 0, upstream first
    std::size_t place = 0;  ///< within its layer, from 0
};

/// Indexes into `items`; always from an earlier layer to a later one.
struct FlowEdge {
    std::size_t from = 0;
    std::size_t to = 0;
    model::LinkKind kind = model::LinkKind::transformation;
    bool operator==(const FlowEdge&) const = default;
};

/// `items` are in order of layer and place. Layers follow the longest way to the asked lot, so that a link never runs
/// backwards; places keep crossings few.
struct FlowGraph {
    std::vector<FlowItem> items;
    std::vector<FlowEdge> edges;
    std::size_t layers = 0;
    std::size_t largest_layer = 0;
};

/// Points into `nodes`, which must outlive the result. Links to lots that are not in `nodes`, and links against the
/// direction of the layers (stored data that contradicts itself), are left out.
[[nodiscard]] FlowGraph flow_graph(const std::vector<model::TraceNode>& nodes,
                                   const std::vector<model::LotLink>& links);

}  // namespace qy::presentation
