#pragma once
// What a route is drawn upon: Hainan's 19 cities and counties, as a scheme of our own, or with the outlines that the
// operator had approved. (clause 6.3.3; decision 39)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/result.h"

namespace qy::presentation {

inline constexpr std::string_view kMapPath = "/map.svg";  ///< the picture; ?lang= says in which language
inline constexpr int kMapWidth = 380;  ///< of the picture, in its own units; the scheme's east has long names
inline constexpr int kMapHeight = 240;

/// Where stops in a city or county are drawn. `outline`: a path in tenths of the picture's units; empty in the scheme.
struct MapPlace {
    std::string_view code;  ///< of model/region.h
    int x = 0;
    int y = 0;
    std::string outline = {};
};

/// The box in which the islands of the south are drawn, smaller.
struct MapFrame {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

/// What became of the file's points, for whoever tries it. `moved_metres`: no point of the mainland's outlines was left
/// out that lies further than this from the line drawn instead.
struct MapFigures {
    std::size_t points_read = 0;
    std::size_t points_drawn = 0;
    std::int64_t moved_metres = 0;
};

struct RegionMap {
    std::string approval;  ///< 审图号, shown wherever the outlines are; empty: the scheme, which has none
    std::vector<MapPlace> places;
    std::string lines = {};  ///< such as boundaries at sea; a path in tenths
    std::optional<MapFrame> inset = {};
    MapFigures figures = {};
    [[nodiscard]] bool has_outlines() const { return !approval.empty(); }
};

/// Names and dots, by about where they lie, moved apart so that they can be read. It lives as long as the program.
[[nodiscard]] const RegionMap& region_scheme();

/// GeoJSON (RFC 7946, degrees of longitude and latitude): a FeatureCollection with the member `approval_number` (or
/// 审图号) and one Polygon or MultiPolygon for each of the 19 cities and counties, named by the property `code` (or
/// `adcode`) of GB/T 2260; LineString and MultiLineString of 460000, the province, are drawn as lines. Outlines are
/// thinned to what can be seen at this size; nothing is left out. Errors: those of parse_json; too_large
/// `map.too_large` {MiB}, `map.too_many_points` {most}; invalid `map.collection`, `map.approval_missing`,
/// `map.approval_malformed` {text}, `map.code_missing` {feature}, `map.code_unknown` {code}, `map.code_doubled` {name},
/// `map.geometry` {name}, `map.ring` {name}, `map.position` {name}, `map.regions_missing` {names}.
Result<RegionMap> read_region_map(std::string_view geojson);

/// Null for a code that is no city or county.
[[nodiscard]] const MapPlace* place_on(const RegionMap& map, std::string_view code);

/// Of the whole picture: the approval stands below what pages show of it.
[[nodiscard]] int map_picture_height(const RegionMap& map);
/// The whole picture, a document of its own; with outlines, the approval stands below the part that pages show.
[[nodiscard]] std::string region_map_svg(const RegionMap& map, Language language);

}  // namespace qy::presentation
