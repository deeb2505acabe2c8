#include "pages/flow_boxes.h"

#include <algorithm>
#include <array>

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
constexpr int kFitsIn = 966;  // inner width of the page's column

/// From the widest, for two layers, to the narrowest that can be read, for seven.
constexpr auto kSizes =
    std::to_array<Sizes>({{290, 80}, {250, 80}, {210, 64}, {180, 48}, {162, 38}, {134, 30}, {118, 22}});
/// With more layers the picture scrolls.
constexpr Sizes kScrolled = {150, 36};

int width_of(std::size_t layers, Sizes sizes) {
    return static_cast<int>(layers) * (sizes.box + sizes.gap) - sizes.gap + 2 * kMargin;
}

Sizes sizes_for(std::size_t layers) {
    const auto* fits = std::ranges::find_if(kSizes, [&](Sizes sizes) { return width_of(layers, sizes) <= kFitsIn; });
    return fits == kSizes.end() ? kScrolled : *fits;
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
    made.width = width_of(graph.layers, sizes);
    made.scrolls = made.width > kFitsIn;
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
    const auto advance = [&](char32_t character) { return is_wide(character) ? font_size * 100 : font_size * 55; };
    const int room = width * 100;
    int used = 0;
    std::size_t fits = 0;  // characters that leave room for "…"
    for (std::size_t i = 0; i < characters.size(); ++i) {
        used += advance(characters[i]);
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
