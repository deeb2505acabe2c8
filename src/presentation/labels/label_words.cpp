#include "label_words.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace qy::presentation {
namespace {

constexpr const char* kFamily = "Noto Sans CJK SC, Noto Sans SC, sans-serif";
constexpr double kSmallestMm = 1.6;
constexpr double kShrink = 0.92;

struct ObjectDeleter {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Layout = std::unique_ptr<PangoLayout, ObjectDeleter>;
using Font = std::unique_ptr<PangoFontDescription, ObjectDeleter>;

Layout layout_for(cairo_t* context, const LabelLine& line, double size_mm) {
    Layout layout(pango_cairo_create_layout(context));
    // Type is set as it will be printed, not as a screen would round it.
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout.get()), FALSE);
    const Font font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), size_mm * kPointsPerMm * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), line.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), line.text.data(), static_cast<int>(line.text.size()));
    return layout;
}

void wrap(PangoLayout* layout, double width_mm) {
    pango_layout_set_width(layout, static_cast<int>(width_mm * kPointsPerMm * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout, -2);  // two lines
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

struct Extent {
    double width = 0;
    double height = 0;
};
Extent extent_of(PangoLayout* layout) {
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout, &width, &height);
    constexpr double unit = PANGO_SCALE * kPointsPerMm;
    return {width / unit, height / unit};
}

/// Layouts of all lines at this scale; nothing when they are higher than the box.
std::optional<std::vector<Layout>> fitted(cairo_t* context, const LabelBox& box, const std::vector<LabelLine>& lines,
                                          double scale) {
    std::vector<Layout> layouts;
    double height = 0;
    for (const auto& line : lines) {
        auto layout = layout_for(context, line, std::max(line.size * scale, kSmallestMm));
        wrap(layout.get(), box.width);
        height += extent_of(layout.get()).height;
        layouts.push_back(std::move(layout));
    }
    if (height > box.height) return std::nullopt;
    return layouts;
}

bool can_shrink(const std::vector<LabelLine>& lines, double scale) {
    return std::ranges::any_of(lines, [&](const LabelLine& line) { return line.size * scale > kSmallestMm; });
}

void leave_out_least(std::vector<LabelLine>& lines) {
    // The last of the least important ones.
    const auto least = std::ranges::min_element(lines.rbegin(), lines.rend(), {}, &LabelLine::importance);
    lines.erase(std::next(least).base());
}

void show(cairo_t* context, PangoLayout* layout, double x_mm, double y_mm) {
    cairo_move_to(context, x_mm * kPointsPerMm, y_mm * kPointsPerMm);
    pango_cairo_show_layout(context, layout);
}

}  // namespace

void draw_lines(cairo_t* context, const LabelBox& box, std::vector<LabelLine> lines) {
    std::erase_if(lines, [](const LabelLine& line) { return line.text.empty(); });
    std::optional<std::vector<Layout>> layouts;
    for (double scale = 1; !lines.empty() && !layouts; scale *= kShrink) {
        layouts = fitted(context, box, lines, scale);
        if (!layouts && !can_shrink(lines, scale)) {
            leave_out_least(lines);
            scale = 1;
        }
    }
    if (!layouts) return;
    double y = box.y;
    for (const auto& layout : *layouts) {
        show(context, layout.get(), box.x, y);
        y += extent_of(layout.get()).height;
    }
}

void draw_centred(cairo_t* context, const LabelBox& box, const std::string& text) {
    LabelLine line{text, box.height * 0.8, false, 1};
    auto layout = layout_for(context, line, line.size);
    const auto natural = extent_of(layout.get());
    const double scale = std::min({1.0, box.width / natural.width, box.height / natural.height});
    if (scale < 1) layout = layout_for(context, line, line.size * scale);
    const auto extent = extent_of(layout.get());
    show(context, layout.get(), box.x + (box.width - extent.width) / 2, box.y + (box.height - extent.height) / 2);
}

}  // namespace qy::presentation
