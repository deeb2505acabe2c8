#include "presentation/region_map.h"

#include <algorithm>

#include "map_drawing.h"
#include "map_outlines.h"
#include "model/region.h"
#include "pages/html.h"

namespace qy::presentation {
namespace {

// The scheme has no outline: a map needs an approval, a row of names does not.
RegionMap make_scheme() {
    return {{},
            {
                {"460100", 236, 26},   // Haikou
                {"460200", 142, 216},  // Sanya
                {"460300", 296, 226},  // Sansha
                {"460400", 130, 66},   // Danzhou
                {"469001", 134, 160},  // Wuzhishan
                {"469002", 256, 112},  // Qionghai
                {"469005", 292, 66},   // Wenchang
                {"469006", 244, 158},  // Wanning
                {"469007", 34, 122},   // Dongfang
                {"469021", 244, 70},   // Ding'an
                {"469022", 208, 96},   // Tunchang
                {"469023", 190, 52},   // Chengmai
                {"469024", 146, 30},   // Lingao
                {"469025", 118, 108},  // Baisha
                {"469026", 66, 92},    // Changjiang
                {"469027", 84, 182},   // Ledong
                {"469028", 206, 196},  // Lingshui
                {"469029", 166, 182},  // Baoting
                {"469030", 176, 130},  // Qiongzhong
            }};
}

// Seen on a light page and on a dark one alike: the picture does not know which it is on.
constexpr const char* kLineColour = "#7f9799";
constexpr const char* kNameColour = "#6d8689";  // where no style is taken
/// The page around decides: browsers ask a picture's style for the colour scheme of what shows it.
constexpr std::string_view kNameStyle = "text{fill:#4d6368}@media (prefers-color-scheme:dark){text{fill:#a5babd}}";
constexpr int kNameBeside = 6;               // from the dot of the scheme to its name
constexpr int kNameBelow = 20;               // under the round number of a stop, in a region
constexpr int kLowestName = kMapHeight - 3;  // pages show no more: a name in the very south stands higher
constexpr int kApprovalHeight = 16;

void write_outlines(Html& html, const RegionMap& map) {
    const auto group = html.open("g", {{"transform", "scale(.1)"},
                                       {"fill", kLineColour},
                                       {"fill-opacity", ".14"},
                                       {"stroke", kLineColour},
                                       {"stroke-width", 7},
                                       {"stroke-linejoin", "round"}});
    for (const auto& place : map.places) html.leaf("path", {{"d", place.outline}});
    html.leaf("path", {{"d", map.lines}, {"fill", "none"}});
    if (!map.inset) return;
    const auto& frame = *map.inset;
    html.leaf("rect", {{"x", frame.x * 10},
                       {"y", frame.y * 10},
                       {"width", frame.width * 10},
                       {"height", frame.height * 10},
                       {"fill", "none"}});
}

void write_names(Html& html, const RegionMap& map, Language language) {
    const bool below = map.has_outlines();
    const auto group = html.open("g", {{"fill", kNameColour},
                                       {"font-family", "sans-serif"},
                                       {"font-size", below ? 10 : 11},
                                       {"text-anchor", below ? "middle" : "start"}});
    for (const auto& place : map.places) {
        const auto* const region = model::find_region(place.code);
        const auto name = language == Language::en ? region->en : region->short_zh;
        if (!below) html.leaf("circle", {{"cx", place.x}, {"cy", place.y}, {"r", 3}});
        const int x = below ? place.x : place.x + kNameBeside;
        const int y = below ? std::min(place.y + kNameBelow, kLowestName) : place.y + 4;
        html.element("text", {{"x", x}, {"y", y}}, name);
    }
}

}  // namespace

const RegionMap& region_scheme() {
    static const RegionMap kScheme = make_scheme();
    return kScheme;
}

Result<RegionMap> read_region_map(std::string_view geojson) {
    QY_TRY(outlines, read_outlines(geojson));
    return draw_map(outlines);
}

const MapPlace* place_on(const RegionMap& map, std::string_view code) {
    const auto found = std::ranges::find(map.places, code, &MapPlace::code);
    return found == map.places.end() ? nullptr : &*found;
}

int map_picture_height(const RegionMap& map) {
    return kMapHeight + (map.has_outlines() ? kApprovalHeight : 0);
}

std::string region_map_svg(const RegionMap& map, Language language) {
    const int height = map_picture_height(map);
    const auto width_text = std::to_string(kMapWidth);
    const auto height_text = std::to_string(height);
    Html html;
    {
        const auto picture = html.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                                               {"viewBox", "0 0 " + width_text + " " + height_text},
                                               {"width", kMapWidth},
                                               {"height", height}});
        html.style_sheet(kNameStyle);
        if (map.has_outlines()) write_outlines(html, map);
        write_names(html, map, language);
        if (map.has_outlines()) {
            html.element(
                "text",
                {{"x", 8}, {"y", height - 4}, {"fill", kNameColour}, {"font-family", "sans-serif"}, {"font-size", 10}},
                (language == Language::en ? "Map approval: " : "审图号：") + map.approval);
        }
    }
    return std::move(html).take();
}

}  // namespace qy::presentation
