#pragma once
// The bounds of a file of map outlines, besides those of base/limits.h.
#include <cstddef>

namespace qy::limits {

inline constexpr std::size_t map_file_bytes_max = 16U << 20U;
inline constexpr std::size_t map_points_max = 200'000;      // of all outlines in the file
inline constexpr std::size_t map_points_drawn_max = 6'000;  // of all outlines in the picture
inline constexpr std::size_t map_rings_drawn_max = 2'000;
inline constexpr std::size_t map_approval_code_points_max = 40;

}  // namespace qy::limits
