// Any bytes as a file of map outlines: refused, or drawn with every city and county inside the picture, in no more
// points than the picture may have.
#include "base/assert.h"
#include "base/bytes.h"
#include "base/map_limits.h"
#include "base/text.h"
#include "map_drawing.h"
#include "model/region.h"
#include "presentation/region_map.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy::presentation;
    const auto map = read_region_map(qy::text_of({data, size}));
    if (!map.ok()) {
        for (const auto& argument : map.error().arguments) QY_ASSERT(qy::is_utf8(argument));
        return 0;
    }
    QY_ASSERT(map->has_outlines() && map->places.size() == region_scheme().places.size());
    QY_ASSERT(map->figures.points_drawn <= qy::limits::map_points_drawn_max);
    for (const auto& place : map->places) {
        QY_ASSERT(qy::model::city_of(place.code) != nullptr && !place.outline.empty());
        QY_ASSERT(place.x >= 0 && place.x <= kMapWidth && place.y >= 0 && place.y <= kMapHeight);
        QY_ASSERT(place.outline.find_first_not_of("Mlhvz-0123456789 ") == std::string::npos);
    }
    const auto picture = region_map_svg(*map, qy::Language::en);
    QY_ASSERT(qy::is_utf8(picture) && picture.ends_with("</svg>"));
    return 0;
}
