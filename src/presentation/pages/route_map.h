#pragma once
// The way of a product through Hainan's cities and counties, upon a scheme of our own or upon the operator's outlines,
// and beyond Hainan as a line of stops. (clauses 6.3.2, 6.3.3)
#include <string>
#include <utility>
#include <vector>

#include "model/region.h"
#include "model/trace_answer.h"
#include "pages/page_writer.h"
#include "presentation/region_map.h"

namespace qy::presentation {

inline constexpr std::size_t kRouteStopsMax = 16;

struct RouteStop {
    std::string_view place;               ///< as it was recorded; of the answer
    const model::Region* city = nullptr;  ///< null beyond Hainan
};

/// Stops in the order in which something happened there first; legs by their places among the stops.
struct LotRoute {
    std::vector<RouteStop> stops;
    std::vector<std::pair<std::size_t, std::size_t>> legs;
};

/// Where the stop is drawn; null beyond Hainan.
[[nodiscard]] const MapPlace* place_of(const RegionMap& map, const RouteStop& stop);

/// Of all lots told of: each goes from place to place by itself, and from its last place to the first of what was made
/// of it or taken from it. At most kRouteStopsMax stops, the earliest.
[[nodiscard]] LotRoute route_of(const model::TraceAnswer& answer);
/// Nothing for a product that stayed where it was.
void write_route(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
