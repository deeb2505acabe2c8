#pragma once
// Sheets and rolls that labels are printed on. Lengths are millimetres.
#include <span>
#include <string_view>

#include "presentation/symbol.h"

namespace qy::presentation {

struct LabelTemplate {
    std::string_view name;  ///< "a4_3x8"
    std::string_view title;
    std::string_view title_en;
    double page_width;  ///< of a roll: the label's own
    double page_height;
    int columns;
    int rows;
    double width;  ///< of one label
    double height;
    double left;  ///< of the first label, from the page's edges
    double top;
    double step_x;  ///< from a label to the next
    double step_y;
    [[nodiscard]] constexpr int per_page() const { return columns * rows; }
};

/// The shapes that stationers sell: A4 sheets by their grid, rolls by the size of a label.
[[nodiscard]] std::span<const LabelTemplate> label_templates();
/// Null when there is none of that name.
[[nodiscard]] const LabelTemplate* find_label_template(std::string_view name);

/// A rectangle on a label, from its upper left corner.
struct LabelBox {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// Where things stand: the symbol beside the words on a wide label, below them on a high one; bars below them over the
/// whole width; the digits of the code along the lower edge.
struct LabelLayout {
    LabelBox symbol;  ///< quiet zone included
    LabelBox words;
    LabelBox digits;
};
[[nodiscard]] LabelLayout layout_of(const LabelTemplate& shape, SymbolKind kind);

}  // namespace qy::presentation
