#pragma once
// Pixels in memory, and what is done with them. Pure functions.
#include "base/bytes.h"

namespace qy::collection {

/// Rows from the top, red, green and blue of each pixel from the left.
struct Pixels {
    int width = 0;
    int height = 0;
    Bytes rgb;
};

/// No side longer than that; each pixel is the mean of what it covers. Never larger than before.
[[nodiscard]] Pixels shrunk(const Pixels& pixels, int side_max);
/// Turned and mirrored as TIFF's orientation 1 to 8 says.
[[nodiscard]] Pixels upright(const Pixels& pixels, int orientation);

}  // namespace qy::collection
