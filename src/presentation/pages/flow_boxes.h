#pragma once
// The graph of lots as boxes in columns, left to right, for wide screens and paper. (clause 6.3.3)
#include <string>
#include <string_view>
#include <vector>

#include "pages/flow_graph.h"

namespace qy::presentation {

struct FlowBox {
    int x = 0;
    int y = 0;
};

/// Sizes in pixels at natural scale.
struct FlowBoxes {
    int width = 0;
    int height = 0;
    bool scrolls = false;  ///< wider than the page's column
    int box_width = 0;
    int box_height = 0;
    std::vector<FlowBox> boxes;      ///< one per item of the graph, same order
    std::vector<std::string> paths;  ///< one per edge of the graph, same order: SVG path data
};

[[nodiscard]] FlowBoxes flow_boxes(const FlowGraph& graph);

/// As much of `text` as fits into `width` pixels at `font_size`, with "…" for the rest. Widths are estimated: a Chinese
/// character is as wide as the font is high, others a little over half of it.
[[nodiscard]] std::string fitted(std::string_view text, int width, int font_size);

}  // namespace qy::presentation
