#pragma once
// The graph of lots as one column of rows with lanes beside them, for narrow screens: a row is as high as its text
// needs, so nothing is cut and nothing shrinks. (clause 6.3.3)
#include <cstddef>
#include <string>
#include <vector>

#include "pages/flow_graph.h"

namespace qy::presentation {

inline constexpr std::size_t kLanesMax = 6;  ///< further lanes share the last one
inline constexpr int kLaneWidth = 16;
inline constexpr int kRowUnits = 100;  ///< height of a row in the units of its picture

/// What is drawn beside one item: the lanes as an SVG path, 100 units high, and the lane of the item itself.
struct LaneRow {
    std::string path;
    std::size_t lane = 0;
};

struct FlowLanes {
    std::vector<LaneRow> rows;  ///< one per item of the graph, same order
    std::size_t lanes = 0;
};

/// Links into one lot share a lane that ends at it; links out of one lot share a lane that begins at it.
[[nodiscard]] FlowLanes flow_lanes(const FlowGraph& graph);

[[nodiscard]] constexpr int lane_x(std::size_t lane) {
    return kLaneWidth / 2 + kLaneWidth * static_cast<int>(lane < kLanesMax ? lane : kLanesMax - 1);
}

}  // namespace qy::presentation
