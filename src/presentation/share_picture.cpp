#include "share_picture.h"

#include <cairo.h>

#include <numbers>

#include "base/text.h"
#include "labels/label_content.h"
#include "labels/label_words.h"

namespace qy::presentation {
namespace {

// A card of 100 mm, so that the words of labels can be drawn on it.
constexpr double kWidthMm = 100;
constexpr double kDotsPerPoint = kSharePictureWidth / (kWidthMm * kPointsPerMm);
constexpr double kBandMm = 54;
constexpr LabelBox kBrand{8, 7, 84, 6};
constexpr LabelBox kProduct{8, 15, 84, 29};
constexpr LabelBox kFacts{13, 51, 74, 26};
constexpr LabelBox kQr{8, 86, 36, 36};
constexpr LabelBox kCall{48, 90, 44, 34};

struct Colour {
    double red;
    double green;
    double blue;
};
constexpr Colour kSand{0.965, 0.953, 0.925};
constexpr Colour kSea{0.024, 0.251, 0.302};
constexpr Colour kShallow{0.071, 0.502, 0.506};
constexpr Colour kWhite{1, 1, 1};
constexpr Colour kInk{0.078, 0.161, 0.180};

extern "C" {
static cairo_status_t qy_share_append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}
}

Result<void> check(cairo_status_t status) {
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return internal("share.drawing").because(cairo_status_to_string(status));
}

void use(cairo_t* context, const Colour& colour) {
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue);
}

void rectangle(cairo_t* context, const LabelBox& box) {
    cairo_rectangle(context, box.x * kPointsPerMm, box.y * kPointsPerMm, box.width * kPointsPerMm,
                    box.height * kPointsPerMm);
}

/// Characters that end a line, turn its direction or cannot be seen would disguise a name.
bool is_shown(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool hidden = (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
    return !control && !hidden && c != 0xFEFF;
}

std::string plain(const std::string& text) {
    std::string out;
    for (const char32_t c : to_utf32(text)) {
        if (is_shown(c)) append_utf8(out, c);
    }
    return out;
}

void draw_ground(cairo_t* context) {
    use(context, kSand);
    cairo_paint(context);
    const double height = kBandMm * kPointsPerMm;
    cairo_pattern_t* const sea = cairo_pattern_create_linear(0, 0, 0, height);
    cairo_pattern_add_color_stop_rgb(sea, 0, kSea.red, kSea.green, kSea.blue);
    cairo_pattern_add_color_stop_rgb(sea, 1, kShallow.red, kShallow.green, kShallow.blue);
    cairo_set_source(context, sea);
    rectangle(context, {0, 0, kWidthMm, kBandMm});
    cairo_fill(context);
    cairo_pattern_destroy(sea);
}

void draw_card(cairo_t* context, const LabelBox& box) {
    const double radius = 4 * kPointsPerMm;
    const double right = (box.x + box.width) * kPointsPerMm - radius;
    const double left = box.x * kPointsPerMm + radius;
    const double top = box.y * kPointsPerMm + radius;
    const double bottom = (box.y + box.height) * kPointsPerMm - radius;
    constexpr double quarter = std::numbers::pi / 2;
    cairo_new_sub_path(context);
    cairo_arc(context, right, top, radius, -quarter, 0);
    cairo_arc(context, right, bottom, radius, 0, quarter);
    cairo_arc(context, left, bottom, radius, quarter, 2 * quarter);
    cairo_arc(context, left, top, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(context);
    use(context, kWhite);
    cairo_fill(context);
}

void draw_qr(cairo_t* context, const SymbolMatrix& symbol, const LabelBox& box) {
    draw_card(context, box);
    use(context, kInk);
    draw_symbol(context, symbol, box);
}

void draw_words(cairo_t* context, const ShareWords& words) {
    use(context, kWhite);
    draw_lines(context, kBrand, {{plain(words.brand), 4, false, 1}});
    draw_lines(context, kProduct, {{plain(words.product), 8.5, true, 3}, {plain(words.specification), 4, false, 1}});
    use(context, kInk);
    draw_lines(context, kFacts,
               {{plain(words.verdict), 6.5, true, 3},
                {plain(words.lot), 4.2, false, 2},
                {plain(words.scanned), 4.2, false, 1}});
    draw_lines(context, kCall,
               {{plain(words.platform), 5, true, 3},
                {plain(words.call), 4, false, 2},
                {plain(words.not_a_label), 3, false, 1}});
}

}  // namespace

std::string ShareWords::key() const {
    return join({platform, brand, product, specification, lot, verdict, scanned, call, not_a_label, link}, "\n");
}

Result<std::string> share_png(const ShareWords& words) {
    QY_TRY(symbol, symbol_of(SymbolKind::qr, words.link));
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kSharePictureWidth, kSharePictureHeight));
    const CairoContext context(cairo_create(surface.get()));
    cairo_scale(context.get(), kDotsPerPoint, kDotsPerPoint);
    draw_ground(context.get());
    draw_card(context.get(), {8, 46, 84, 34});
    draw_qr(context.get(), symbol, kQr);
    draw_words(context.get(), words);
    std::string png;
    QY_CHECK(check(cairo_status(context.get())));
    QY_CHECK(check(cairo_surface_write_to_png_stream(surface.get(), &qy_share_append, &png)));
    return png;
}

Result<std::shared_ptr<const SharePicture>> SharePictures::of(const ShareWords& words) {
    const auto key = words.key();
    if (auto kept = kept_.find(key, {})) return kept;
    const std::unique_lock one_at_a_time(drawing_, std::try_to_lock);
    if (!one_at_a_time) return busy("share.busy");
    QY_TRY(png, share_png(words));
    auto made = std::make_shared<const SharePicture>(SharePicture{std::move(png)});
    kept_.keep(key, made, {});
    return made;
}

}  // namespace qy::presentation
