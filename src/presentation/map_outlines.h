#pragma once
// A file of map outlines, as it was read: nothing is drawn yet.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/region.h"

namespace qy::presentation {

/// Degrees.
struct GeoPoint {
    double longitude = 0;
    double latitude = 0;
};
using GeoLine = std::vector<GeoPoint>;

struct RegionOutline {
    const model::Region* region = nullptr;
    std::vector<GeoLine> rings = {};  ///< closed; of islands and of holes alike
};

struct MapOutlines {
    std::string approval;
    std::vector<RegionOutline> regions;  ///< each city and county once, ordered by code
    std::vector<GeoLine> lines;
    std::size_t points = 0;
};

/// Errors: those of read_region_map (presentation/region_map.h).
Result<MapOutlines> read_outlines(std::string_view geojson);

}  // namespace qy::presentation
