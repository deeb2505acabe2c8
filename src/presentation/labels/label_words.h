#pragma once
// Chinese and Latin text within boxes, on any cairo surface. Lengths are millimetres of a context whose unit is the
// point (1/72 inch).
#include <cairo.h>

#include <string>
#include <vector>

#include "label_template.h"

namespace qy::presentation {

inline constexpr double kPointsPerMm = 72.0 / 25.4;

struct LabelLine {
    std::string text;
    double size = 2.5;  ///< height of the type before it is made to fit
    bool bold = false;
    int importance = 1;  ///< the least important lines go first when a label is too small for all
};

/// Draws the lines from the upper edge of the box, each wrapped to two at most. When they are too high they shrink to
/// 1.6 mm, then the least important ones are left out.
void draw_lines(cairo_t* context, const LabelBox& box, std::vector<LabelLine> lines);

/// One line, centred in the box and as large as it fits.
void draw_centred(cairo_t* context, const LabelBox& box, const std::string& text);

}  // namespace qy::presentation
