#include "pages/flow_boxes.h"

#include <algorithm>

#include "base/text.h"

namespace qy::presentation {
namespace {

struct Sizes {
    int box;
    int gap;
};
constexpr int kBoxHeight = 66;
constexpr int kRowGap = 14;
constexpr int kMargin = 2;    // room for the stroke
constexpr int kFitsIn = 990;  // inner width of the page's column

/// The widest boxes whose columns fit the page; with many layers the narrowest, and the picture scrolls.
Sizes sizes_for(std::size_t layers) {
    for (const Sizes sizes : {Sizes{210, 64}, Sizes{180, 48}, Sizes{162, 40}}) {
        const int width = static_cast<int>(layers) * (sizes.box + sizes.gap) - sizes.gap + 2 * kMargin;
        if (width <= kFitsIn) return sizes;
    }
    return {150, 36};
}

int column_height(std::size_t items) {
    return static_cast<int>(items) * (kBoxHeight + kRowGap) - kRowGap;
}

/// From the right edge of one box to the left edge of another, level at both ends.
std::string curve(int x1, int y1, int x2, int y2) {
    const auto text = [](int number) { return std::to_string(number); };
    if (y1 == y2) return "M" + text(x1) + " " + text(y1) + "H" + text(x2);
    const std::string middle = text((x1 + x2) / 2);
    return "M" + text(x1) + " " + text(y1) + "C" + middle + " " + text(y1) + " " + middle + " " + text(y2) + " " +
           text(x2) + " " + text(y2);
}

bool is_wide(char32_t character) {
    return character >= 0x1100;
}

}  // namespace

FlowBoxes flow_boxes(const FlowGraph& graph) {
    const Sizes sizes = sizes_for(graph.layers);
    FlowBoxes made;
    made.box_width = sizes.box;
    made.box_height = kBoxHeight;
    made.width = static_cast<int>(graph.layers) * (sizes.box + sizes.gap) - sizes.gap + 2 * kMargin;
    made.height = column_height(graph.largest_layer) + 2 * kMargin;
    std::vector<std::size_t> in_layer(graph.layers);
    for (const FlowItem& item : graph.items) ++in_layer[item.layer];
    for (const FlowItem& item : graph.items) {
        const int top = (made.height - column_height(in_layer[item.layer])) / 2;
        made.boxes.push_back({kMargin + static_cast<int>(item.layer) * (sizes.box + sizes.gap),
                              top + static_cast<int>(item.place) * (kBoxHeight + kRowGap)});
    }
    for (const FlowEdge& edge : graph.edges) {
        const FlowBox& from = made.boxes[edge.from];
        const FlowBox& to = made.boxes[edge.to];
        made.paths.push_back(curve(from.x + sizes.box, from.y + kBoxHeight / 2, to.x, to.y + kBoxHeight / 2));
    }
    return made;
}

std::string fitted(std::string_view text, int width, int font_size) {
    const std::u32string characters = to_utf32(text);
    const auto width_of = [&](char32_t character) { return is_wide(character) ? font_size * 100 : font_size * 58; };
    const int room = width * 100;
    int used = 0;
    std::size_t fits = 0;  // characters that leave room for "…"
    for (std::size_t i = 0; i < characters.size(); ++i) {
        used += width_of(characters[i]);
        if (used > room) {
            std::string cut;
            for (std::size_t k = 0; k < fits; ++k) append_utf8(cut, characters[k]);
            return cut + "…";
        }
        if (used + font_size * 100 <= room) fits = i + 1;
    }
    return std::string(text);
}

}  // namespace qy::presentation
