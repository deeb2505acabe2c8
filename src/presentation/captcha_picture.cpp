#include "captcha_picture.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "base/random.h"

namespace qy::presentation {
namespace {

struct Glyph {
    char character;
    std::string_view strokes;  ///< pairs of x (0–4) and y (0–6, down); a blank lifts the pen
};

constexpr Glyph kGlyphs[] = {
    {'A', "062046 1434"},
    {'C', "4130100105163645"},
    {'D', "00204244260600"},
    {'E', "40000646 0333"},
    {'F', "400006 0333"},
    {'H', "0006 4046 0343"},
    {'J', "4045361605"},
    {'K', "0006 400346"},
    {'L', "000646"},
    {'M', "0600234046"},
    {'N', "06004640"},
    {'P', "06003041423303"},
    {'R', "06003041423303 2346"},
    {'T', "0040 2026"},
    {'U', "000516364540"},
    {'V', "002640"},
    {'W', "0016233640"},
    {'X', "0046 4006"},
    {'Y', "002340 2326"},
    {'3', "01103041423313 334445361605"},
    {'4', "36300444"},
    {'6', "413010010516364544331304"},
    {'7', "004016"},
    {'9', "051636454130100102133342"},
};

constexpr int kLinesAcross = 3;
constexpr int kLineSegments = 24;
constexpr int kSpecks = 70;

struct Point {
    double x = 0;
    double y = 0;
};

/// Even numbers from random bytes.
class Dice {
 public:
    explicit Dice(Random& random) : random_(random) {}
    double between(double low, double high) {
        std::array<std::uint8_t, 2> bytes{};
        random_.fill(bytes);
        return low + (high - low) * (bytes[0] * 256.0 + bytes[1]) / 65'535.0;
    }

 private:
    Random& random_;
};

/// The bend of the whole picture.
struct Wave {
    explicit Wave(Dice& dice)
        : height(dice.between(2, 5)),
          length(dice.between(50, 90)),
          phase(dice.between(0, 2 * std::numbers::pi)),
          side(dice.between(1, 3)) {}
    [[nodiscard]] Point bend(Point p) const {
        const double turn = 2 * std::numbers::pi / length;
        return {p.x + side * std::sin(turn * p.y + phase), p.y + height * std::sin(turn * p.x + phase)};
    }
    double height;
    double length;
    double phase;
    double side;
};

class Canvas {
 public:
    Canvas() : pixels_(static_cast<std::size_t>(kCaptchaWidth * kCaptchaHeight), std::uint8_t{255}) {}

    /// A round-ended line, its edge softened over one pixel.
    void line(Point a, Point b, double radius, double ink) {
        const auto from = [&](double u, double v) { return static_cast<int>(std::floor(std::min(u, v) - radius - 1)); };
        const auto to = [&](double u, double v) { return static_cast<int>(std::ceil(std::max(u, v) + radius + 1)); };
        for (int y = std::max(0, from(a.y, b.y)); y <= std::min(kCaptchaHeight - 1, to(a.y, b.y)); ++y) {
            for (int x = std::max(0, from(a.x, b.x)); x <= std::min(kCaptchaWidth - 1, to(a.x, b.x)); ++x) {
                darken(x, y, ink * std::clamp(radius + 0.5 - distance({double(x), double(y)}, a, b), 0.0, 1.0));
            }
        }
    }
    [[nodiscard]] const std::vector<std::uint8_t>& pixels() const { return pixels_; }

 private:
    static double distance(Point p, Point a, Point b) {
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const double square = dx * dx + dy * dy;
        const double along = square == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0);
        return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
    }
    void darken(int x, int y, double ink) {
        auto& pixel = pixels_[static_cast<std::size_t>(y * kCaptchaWidth + x)];
        pixel = std::min(pixel, static_cast<std::uint8_t>(std::lround(255 * (1 - ink))));
    }
    std::vector<std::uint8_t> pixels_;
};

const Glyph* glyph_of(char character) {
    const auto* const found = std::find_if(std::begin(kGlyphs), std::end(kGlyphs),
                                           [&](const Glyph& row) { return row.character == character; });
    return found == std::end(kGlyphs) ? nullptr : found;
}

/// How one character stands: place, size, turn, shear.
struct Stand {
    Stand(Dice& dice, double centre)
        : at{centre + dice.between(-3, 3), kCaptchaHeight / 2.0 + dice.between(-6, 6)},
          wide(dice.between(6.0, 7.5)),
          high(dice.between(6.5, 8.0)),
          turn(dice.between(-0.35, 0.35)),
          shear(dice.between(-0.25, 0.25)) {}
    [[nodiscard]] Point place(double x, double y) const {
        const double v = (y - 3) * high;
        const double u = (x - 2) * wide + shear * v;
        return {at.x + u * std::cos(turn) - v * std::sin(turn), at.y + u * std::sin(turn) + v * std::cos(turn)};
    }
    Point at;
    double wide;
    double high;
    double turn;
    double shear;
};

void draw_glyph(Canvas& canvas, std::string_view strokes, const Stand& stand, const Wave& wave, double radius) {
    bool pen_down = false;
    Point last;
    for (std::size_t i = 0; i < strokes.size();) {
        if (strokes[i] == ' ') {
            pen_down = false;
            ++i;
            continue;
        }
        const Point next = wave.bend(stand.place(strokes[i] - '0', strokes[i + 1] - '0'));
        if (pen_down) canvas.line(last, next, radius, 0.9);
        last = next;
        pen_down = true;
        i += 2;
    }
}

/// Lines nearly as thick and dark as the strokes, so that they cannot be taken away by that.
void draw_across(Canvas& canvas, Dice& dice) {
    for (int i = 0; i < kLinesAcross; ++i) {
        const double middle = dice.between(18, kCaptchaHeight - 18);
        const double height = dice.between(8, 20);
        const double phase = dice.between(0, 6.3);
        const double pace = dice.between(0.015, 0.035);
        const auto at = [&](int k) {
            const double x = kCaptchaWidth * double(k) / kLineSegments;
            return Point{x, middle + height * std::sin(pace * x + phase)};
        };
        for (int k = 0; k < kLineSegments; ++k) canvas.line(at(k), at(k + 1), 1.2, 0.85);
    }
    for (int i = 0; i < kSpecks; ++i) {
        const Point at{dice.between(0, kCaptchaWidth), dice.between(0, kCaptchaHeight)};
        canvas.line(at, at, dice.between(0.3, 1.2), 0.6);
    }
}

Result<std::string> png_of(const std::vector<std::uint8_t>& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = kCaptchaWidth;
    image.height = kCaptchaHeight;
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string out(size, '\0');
    if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) == 0) {
        return internal("captcha.failed").because(image.message);
    }
    out.resize(size);
    return out;
}

}  // namespace

bool captcha_can_draw(char character) {
    return glyph_of(character) != nullptr;
}

Result<std::string> captcha_png(std::string_view text, Random& random) {
    QY_ASSERT(!text.empty() && text.size() <= 6);
    Dice dice(random);
    const Wave wave(dice);
    Canvas canvas;
    const double step = double(kCaptchaWidth - 20) / static_cast<double>(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto* const glyph = glyph_of(text[i]);
        QY_ASSERT(glyph != nullptr);
        const Stand stand(dice, 10 + step * (static_cast<double>(i) + 0.5));
        draw_glyph(canvas, glyph->strokes, stand, wave, dice.between(1.3, 2.0));
    }
    draw_across(canvas, dice);
    return png_of(canvas.pixels());
}

}  // namespace qy::presentation
