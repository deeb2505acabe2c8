#include "pixels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/assert.h"

namespace qy::collection {
namespace {

constexpr std::size_t kColours = 3;

/// The source pixels that one target pixel covers, and how much of each; the parts add up to 1.
struct Cover {
    std::size_t first = 0;
    std::vector<float> parts;
};

std::vector<Cover> covers_of(int source, int target) {
    std::vector<Cover> covers;
    const double step = static_cast<double>(source) / target;
    for (int i = 0; i < target; ++i) {
        const double begin = i * step;
        const double end = std::min<double>(begin + step, source);
        Cover cover;
        cover.first = static_cast<std::size_t>(begin);
        for (auto at = cover.first; static_cast<double>(at) < end; ++at) {
            const double covered =
                std::min(end, static_cast<double>(at) + 1) - std::max(begin, static_cast<double>(at));
            cover.parts.push_back(static_cast<float>(covered / step));
        }
        covers.push_back(std::move(cover));
    }
    return covers;
}

/// Adds a share of one source row, narrowed to the target's width, to a target row.
void add_row(const std::uint8_t* source, const std::vector<Cover>& columns, float share, std::vector<float>& target) {
    std::size_t out = 0;
    for (const auto& column : columns) {
        const std::uint8_t* pixel = source + column.first * kColours;
        for (const float part : column.parts) {
            for (std::size_t c = 0; c < kColours; ++c) target[out + c] += share * part * static_cast<float>(*pixel++);
        }
        out += kColours;
    }
}

std::uint8_t rounded(float value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

int scaled(int side, int longest, int side_max) {
    const auto exact = static_cast<std::int64_t>(side) * side_max / longest;
    return std::max(1, static_cast<int>(exact));
}

std::size_t size_of(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kColours;
}

}  // namespace

Pixels shrunk(const Pixels& pixels, int side_max) {
    const int longest = std::max(pixels.width, pixels.height);
    QY_ASSERT(side_max > 0 && pixels.rgb.size() == size_of(pixels.width, pixels.height));
    if (longest <= side_max) return pixels;
    Pixels out{scaled(pixels.width, longest, side_max), scaled(pixels.height, longest, side_max), {}};
    out.rgb.reserve(size_of(out.width, out.height));
    const auto columns = covers_of(pixels.width, out.width);
    const auto stride = static_cast<std::size_t>(pixels.width) * kColours;
    for (const auto& rows : covers_of(pixels.height, out.height)) {
        std::vector<float> sums(static_cast<std::size_t>(out.width) * kColours);
        for (std::size_t i = 0; i < rows.parts.size(); ++i) {
            add_row(pixels.rgb.data() + (rows.first + i) * stride, columns, rows.parts[i], sums);
        }
        for (const float sum : sums) out.rgb.push_back(rounded(sum));
    }
    return out;
}

Pixels upright(const Pixels& pixels, int orientation) {
    if (orientation < 2 || orientation > 8) return pixels;
    const bool turned = orientation >= 5;
    const bool right_to_left = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool bottom_up = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Pixels out{turned ? pixels.height : pixels.width, turned ? pixels.width : pixels.height, {}};
    out.rgb.reserve(pixels.rgb.size());
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            int column = turned ? y : x;
            int row = turned ? x : y;
            if (right_to_left) column = pixels.width - 1 - column;
            if (bottom_up) row = pixels.height - 1 - row;
            const auto at = size_of(pixels.width, row) + static_cast<std::size_t>(column) * kColours;
            out.rgb.insert(out.rgb.end(), pixels.rgb.begin() + static_cast<std::ptrdiff_t>(at),
                           pixels.rgb.begin() + static_cast<std::ptrdiff_t>(at + kColours));
        }
    }
    return out;
}

}  // namespace qy::collection
