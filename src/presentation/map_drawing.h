#pragma once
// Outlines drawn at the size of the picture: Hainan's island to the left, all of the province with the islands of the
// south small in a frame to the right.
#include "map_outlines.h"
#include "presentation/region_map.h"

namespace qy::presentation {

/// REQUIRES: each city and county has a ring.
[[nodiscard]] RegionMap draw_map(const MapOutlines& outlines);

/// A point of the picture, in its units.
struct MapPoint {
    double x = 0;
    double y = 0;
};
/// Douglas and Peucker, 1973: first and last stay, and every point further than `tolerance` from the line that would be
/// drawn without it.
[[nodiscard]] std::vector<MapPoint> simplified(const std::vector<MapPoint>& line, double tolerance);

}  // namespace qy::presentation
