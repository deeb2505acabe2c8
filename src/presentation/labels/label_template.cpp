#include "label_template.h"

#include <algorithm>

namespace qy::presentation {
namespace {

constexpr double kA4Width = 210;
constexpr double kA4Height = 297;

constexpr LabelTemplate roll(std::string_view name, std::string_view title, std::string_view title_en, double width,
                             double height) {
    return {name, title, title_en, width, height, 1, 1, width, height, 0, 0, width, height};
}

// clang-format off
constexpr LabelTemplate kTemplates[] = {
    {"a4_2x7", "A4 14 格（99.1×38.1 毫米）", "A4, 14 labels of 99.1 × 38.1 mm", kA4Width, kA4Height, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1},
    {"a4_3x7", "A4 21 格（63.5×38.1 毫米）", "A4, 21 labels of 63.5 × 38.1 mm", kA4Width, kA4Height, 3, 7, 63.5, 38.1, 7.25, 15.15, 66, 38.1},
    {"a4_3x8", "A4 24 格（70×37 毫米）", "A4, 24 labels of 70 × 37 mm", kA4Width, kA4Height, 3, 8, 70, 37, 0, 0.5, 70, 37},
    {"a4_4x10", "A4 40 格（52.5×29.7 毫米）", "A4, 40 labels of 52.5 × 29.7 mm", kA4Width, kA4Height, 4, 10, 52.5, 29.7, 0, 0, 52.5, 29.7},
    {"a4_5x13", "A4 65 格（38.1×21.2 毫米）", "A4, 65 labels of 38.1 × 21.2 mm", kA4Width, kA4Height, 5, 13, 38.1, 21.2, 4.75, 10.7, 40.6, 21.2},
    roll("roll_40x30", "卷纸 40×30 毫米", "Roll, 40 × 30 mm", 40, 30),
    roll("roll_50x30", "卷纸 50×30 毫米", "Roll, 50 × 30 mm", 50, 30),
    roll("roll_60x40", "卷纸 60×40 毫米", "Roll, 60 × 40 mm", 60, 40),
    roll("roll_100x70", "卷纸 100×70 毫米", "Roll, 100 × 70 mm", 100, 70),
    roll("roll_100x150", "卷纸 100×150 毫米（箱标）", "Roll, 100 × 150 mm (cartons)", 100, 150),
};
// clang-format on

constexpr double kWideFrom = 1.2;      // width ÷ height
constexpr double kSymbolShare = 0.48;  // of a wide label's width
constexpr double kBarsHigh = 31.75;    // of a logistic label's bars (GS1 General Specifications 5.5.2)
constexpr double kBarsShare = 0.6;     // of what a low label has

}  // namespace

std::span<const LabelTemplate> label_templates() {
    return kTemplates;
}

const LabelTemplate* find_label_template(std::string_view name) {
    const auto* const found = std::ranges::find(kTemplates, name, &LabelTemplate::name);
    return found == std::end(kTemplates) ? nullptr : found;
}

LabelLayout layout_of(const LabelTemplate& shape, SymbolKind kind) {
    // Printers do not reach the edge of a sheet, and sheets shift by a millimetre.
    const double margin = std::clamp(0.06 * std::min(shape.width, shape.height), 1.5, 5.0);
    const double gap = margin / 2;
    const double line = std::clamp(0.09 * shape.height, 2.4, 5.0);
    const double inner_width = shape.width - 2 * margin;
    const double inner_height = shape.height - 2 * margin - line - gap;
    LabelLayout layout;
    layout.digits = {margin, shape.height - margin - line, inner_width, line};
    if (is_linear(kind)) {
        const double high = std::min(kBarsHigh, kBarsShare * inner_height);
        layout.symbol = {margin, margin + inner_height - high, inner_width, high};
        layout.words = {margin, margin, inner_width, inner_height - high - gap};
        return layout;
    }
    if (shape.width >= kWideFrom * shape.height) {
        const double side = std::min(inner_height, kSymbolShare * shape.width);
        layout.symbol = {margin, margin + (inner_height - side) / 2, side, side};
        layout.words = {margin + side + gap, margin, inner_width - side - gap, inner_height};
        return layout;
    }
    const double side = std::min(inner_width, 0.6 * inner_height);
    layout.words = {margin, margin, inner_width, inner_height - side - gap};
    layout.symbol = {margin + (inner_width - side) / 2, margin + inner_height - side, side, side};
    return layout;
}

}  // namespace qy::presentation
