#include "label_zpl.h"

#include <algorithm>
#include <cmath>

namespace qy::presentation {
namespace {

constexpr double kMmPerInch = 25.4;
constexpr const char* kStored = "R:QYLABEL.GRF";
constexpr int kLargeStep = 20;
constexpr int kLongest = 400;

int bytes_per_row(const DotPicture& picture) {
    return (picture.width + 7) / 8;
}

std::string hex_row(const DotPicture& picture, int row) {
    std::string hex;
    for (int nibble = 0; nibble < 2 * bytes_per_row(picture); ++nibble) {
        unsigned value = 0;
        for (int bit = 0; bit < 4; ++bit) {
            const int column = 4 * nibble + bit;
            const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
                            static_cast<std::size_t>(column);
            value = 2 * value + (column < picture.width && picture.black[at] ? 1U : 0U);
        }
        hex += "0123456789ABCDEF"[value];
    }
    return hex;
}

void append_repeated(std::string& out, char digit, std::size_t times) {
    int left = static_cast<int>(times);
    for (; left >= kLongest; left -= kLongest) out += 'z', out += digit;
    if (left == 0) return;
    if (left >= kLargeStep) out += static_cast<char>('g' + left / kLargeStep - 1);
    const int rest = left % kLargeStep;
    if (rest > 0 && left > 1) out += static_cast<char>('G' + rest - 1);
    out += digit;
}

std::string compressed(std::string_view hex) {
    std::string out;
    const auto last = hex.find_last_not_of('0');
    const auto used = hex.substr(0, last == std::string_view::npos ? 0 : last + 1);
    for (std::size_t at = 0; at < used.size();) {
        const auto end = std::min(used.find_first_not_of(used[at], at), used.size());
        append_repeated(out, used[at], end - at);
        at = end;
    }
    if (used.size() < hex.size()) out += ',';
    return out;
}

/// "total,bytes per row,data" of a stored picture.
std::string stored_picture(const DotPicture& picture) {
    const int row = bytes_per_row(picture);
    return std::to_string(row * picture.height) + "," + std::to_string(row) + "," + zpl_rows(picture);
}

/// Modules of `scale` dots; `high` dots for a row.
DotPicture picture_of(const SymbolMatrix& symbol, int scale, int high) {
    DotPicture picture{symbol.width * scale, symbol.height * high, {}};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) picture.black.push_back(symbol.at(y / high, x / scale));
    }
    return picture;
}

DotPicture words_of(const LabelLayout& layout, const std::vector<LabelLine>& lines, int width, int height,
                    double scale) {
    DotPicture picture{width, height, {}};
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
    const CairoContext context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    draw_label_words(context.get(), layout, lines);
    cairo_surface_flush(surface.get());
    const auto* const data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) picture.black.push_back(data != nullptr && data[y * stride + x] > 127);
    }
    return picture;
}

std::string origin(int x, int y) {
    return "^FO" + std::to_string(x) + "," + std::to_string(y);
}

}  // namespace

std::string zpl_rows(const DotPicture& picture) {
    std::string out;
    std::string before;
    for (int row = 0; row < picture.height; ++row) {
        auto hex = hex_row(picture, row);
        out += hex == before ? ":" : compressed(hex);
        before = std::move(hex);
    }
    return out;
}

LabelZpl::LabelZpl(const LabelSheet& sheet, const business::LabelFacts& facts) : sheet_(sheet), facts_(facts) {}

int LabelZpl::dots(double mm) const {
    return static_cast<int>(std::lround(mm * sheet_.dots_per_inch / kMmPerInch));
}

void LabelZpl::store_words() {
    const auto& shape = *sheet_.shape;
    const auto words = words_of(layout_of(shape, sheet_.symbol), lines_of(facts_, shape), dots(shape.width),
                                dots(shape.height), static_cast<double>(sheet_.dots_per_inch) / 72);
    out_ += std::string("~DG") + kStored + "," + stored_picture(words) + "\n";
}

Result<void> LabelZpl::add(const LabelMark& mark) {
    const auto& shape = *sheet_.shape;
    QY_TRY(content, content_of(mark, sheet_.symbol, shape));
    if (!std::exchange(began_, true)) store_words();
    const auto& layout = content.layout;
    const int modules = content.symbol.width + 2 * content.symbol.quiet;
    const int scale = dots(layout.symbol.width) / modules;
    if (scale < 1) return invalid("label.symbol_small", {std::string(shape.name)});
    const int inset = (dots(layout.symbol.width) - content.symbol.width * scale) / 2;
    const bool bars = is_linear(sheet_.symbol);
    const auto picture = stored_picture(picture_of(content.symbol, scale, bars ? dots(layout.symbol.height) : scale));
    const auto total = picture.substr(0, picture.find(','));
    const int height = dots(layout.digits.height);
    out_ += "^XA^CI28^PW" + std::to_string(dots(shape.width)) + "^LL" + std::to_string(dots(shape.height)) + "^LH0,0";
    out_ += origin(0, 0) + "^XG" + kStored + ",1,1^FS";
    out_ += origin(dots(layout.symbol.x) + inset, dots(layout.symbol.y) + (bars ? 0 : inset)) + "^GFA," + total + "," +
            picture + "^FS";
    // The printer's own type: half as wide as high, so that 24 digits and gaps fit the width.
    const int wide = std::min(height / 2, dots(layout.digits.width) / static_cast<int>(content.digits.size()));
    out_ += origin(dots(layout.digits.x), dots(layout.digits.y)) + "^A0N," + std::to_string(height) + "," +
            std::to_string(std::max(1, wide)) + "^FB" + std::to_string(dots(layout.digits.width)) + ",1,0,C^FD" +
            content.digits + "^FS^XZ\n";
    return {};
}

Result<void> LabelZpl::finish() {
    if (began_) out_ += std::string("^XA^ID") + kStored + "^FS^XZ\n";
    return {};
}

}  // namespace qy::presentation
