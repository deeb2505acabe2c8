#include "map_outlines.h"

#include <algorithm>

#include "base/json.h"
#include "base/map_limits.h"
#include "base/text.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kProvince = "460000";
constexpr std::size_t kRingPointsMin = 4;  // a triangle, closed
constexpr std::size_t kYearDigits = 4;

// The province with all its islands lies well within these.
constexpr double kWest = 104;
constexpr double kEast = 121;
constexpr double kSouth = 1;
constexpr double kNorth = 22;

const Json* member(const JsonObject& object, std::string_view name) {
    return object.if_contains(name);
}

std::string_view text_in(const JsonObject& object, std::string_view name) {
    const auto* const value = member(object, name);
    return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : std::string_view();
}

const JsonObject* object_in(const JsonObject& object, std::string_view name) {
    const auto* const value = member(object, name);
    return value == nullptr ? nullptr : value->if_object();
}

/// "琼S(2026)001号", "GS（2019）1822号", "GS琼(2024)0012号": letters, a year in brackets, digits, 号.
bool is_approval(std::string_view text) {
    const auto plain = replace_all(replace_all(fold_width(text), "〔", "("), "〕", ")");
    const auto open = plain.find('(');
    if (open == std::string::npos || open == 0 || plain.find('S') > open || !plain.ends_with("号")) return false;
    const auto digits = [&](std::size_t from, std::size_t until) {
        return from < until && std::all_of(plain.begin() + static_cast<std::ptrdiff_t>(from),
                                           plain.begin() + static_cast<std::ptrdiff_t>(until),
                                           [](char c) { return c >= '0' && c <= '9'; });
    };
    const auto close = open + 1 + kYearDigits;
    if (close >= plain.size() || plain[close] != ')' || !digits(open + 1, close)) return false;
    return digits(close + 1, plain.size() - std::string_view("号").size());
}

Result<std::string> approval_of(const JsonObject& file) {
    auto text = trim(text_in(file, "approval_number"));
    if (text.empty()) text = trim(text_in(file, "审图号"));
    if (text.empty()) return invalid("map.approval_missing");
    const bool good = length_of(text) <= limits::map_approval_code_points_max && is_approval(text);
    return good ? Result<std::string>(std::string(text)) : invalid("map.approval_malformed", {std::string(text)});
}

/// The code of a feature, as text or number; empty when it has none.
std::string code_of(const JsonObject& feature) {
    const auto* const properties = object_in(feature, "properties");
    if (properties == nullptr) return {};
    for (const auto* const name : {"code", "adcode"}) {
        const auto* const value = member(*properties, name);
        if (value == nullptr) continue;
        if (value->is_string()) return std::string(trim(std::string_view(value->as_string())));
        if (value->is_int64()) return std::to_string(value->as_int64());
    }
    return {};
}

class OutlineReader {
 public:
    explicit OutlineReader(MapOutlines& outlines) : outlines_(outlines) {
        for (const auto& region : model::regions()) {
            if (region.parent == kProvince) outlines_.regions.push_back({&region});
        }
    }

    Result<void> add(const Json& value, std::size_t number) {
        const auto* const feature = value.if_object();
        const auto code = feature == nullptr ? std::string() : code_of(*feature);
        if (code.empty()) return invalid("map.code_missing", {std::to_string(number)});
        const auto* const geometry = object_in(*feature, "geometry");
        name_ = code;
        if (code == kProvince) return add_lines(geometry);
        const auto* const region = model::find_region(code);
        const auto found = std::ranges::find(outlines_.regions, region, &RegionOutline::region);
        if (region == nullptr || found == outlines_.regions.end()) return invalid("map.code_unknown", {code});
        name_ = region->zh;
        if (!found->rings.empty()) return invalid("map.code_doubled", {name_});
        return add_polygons(geometry, found->rings);
    }

    [[nodiscard]] Result<void> finish() const {
        std::vector<std::string> missing;
        for (const auto& one : outlines_.regions) {
            if (one.rings.empty()) missing.emplace_back(one.region->zh);
        }
        return missing.empty() ? Result<void>() : invalid("map.regions_missing", {join(missing, "、")});
    }

 private:
    [[nodiscard]] Error fault(const char* code) const { return invalid(code, {name_}); }

    /// The coordinates of a geometry of one type as its only part, or of the other as a list of parts.
    Result<std::vector<const Json*>> parts(const JsonObject* geometry, std::string_view one,
                                           std::string_view many) const {
        const auto type = geometry == nullptr ? std::string_view() : text_in(*geometry, "type");
        const auto* const coordinates = geometry == nullptr ? nullptr : member(*geometry, "coordinates");
        if ((type != one && type != many) || coordinates == nullptr) return fault("map.geometry");
        std::vector<const Json*> found;
        if (type == one) {
            found.push_back(coordinates);
        } else if (const auto* const list = coordinates->if_array()) {
            for (const auto& part : *list) found.push_back(&part);
        }
        return found.empty() ? Result<std::vector<const Json*>>(fault("map.geometry")) : found;
    }

    Result<void> add_polygons(const JsonObject* geometry, std::vector<GeoLine>& rings) {
        QY_TRY(polygons, parts(geometry, "Polygon", "MultiPolygon"));
        for (const auto* const polygon : polygons) {
            const auto* const list = polygon->if_array();
            if (list == nullptr || list->empty()) return fault("map.geometry");
            for (const auto& ring : *list) {
                QY_TRY(line, read_line(ring));
                const bool closed = line.size() >= kRingPointsMin && line.front().longitude == line.back().longitude &&
                                    line.front().latitude == line.back().latitude;
                if (!closed) return fault("map.ring");
                rings.push_back(std::move(line));
            }
        }
        return check_rings();
    }

    Result<void> add_lines(const JsonObject* geometry) {
        QY_TRY(all, parts(geometry, "LineString", "MultiLineString"));
        for (const auto* const one : all) {
            QY_TRY(line, read_line(*one));
            if (line.size() < 2) return fault("map.ring");
            outlines_.lines.push_back(std::move(line));
        }
        return check_rings();
    }

    [[nodiscard]] Result<void> check_rings() const {
        std::size_t count = outlines_.lines.size();
        for (const auto& one : outlines_.regions) count += one.rings.size();
        if (count <= limits::map_rings_drawn_max) return {};
        return too_large("map.too_many_points", {std::to_string(limits::map_points_max)});
    }

    Result<GeoLine> read_line(const Json& value) {
        const auto* const list = value.if_array();
        if (list == nullptr) return fault("map.geometry");
        outlines_.points += list->size();
        if (outlines_.points > limits::map_points_max) {
            return too_large("map.too_many_points", {std::to_string(limits::map_points_max)});
        }
        GeoLine line;
        line.reserve(list->size());
        for (const auto& position : *list) {
            QY_TRY(point, read_position(position));
            line.push_back(point);
        }
        return line;
    }

    [[nodiscard]] Result<GeoPoint> read_position(const Json& value) const {
        const auto* const pair = value.if_array();
        const bool numbers = pair != nullptr && pair->size() >= 2 && (*pair)[0].is_number() && (*pair)[1].is_number();
        if (!numbers) return fault("map.position");
        const GeoPoint point{(*pair)[0].to_number<double>(), (*pair)[1].to_number<double>()};
        const bool here = point.longitude >= kWest && point.longitude <= kEast && point.latitude >= kSouth &&
                          point.latitude <= kNorth;
        return here ? Result<GeoPoint>(point) : fault("map.position");
    }

    MapOutlines& outlines_;  // NOLINT(cppcoreguidelines-avoid-const-or-ref-data-members): lives for one file
    std::string name_;       ///< of the feature that is being read
};

}  // namespace

Result<MapOutlines> read_outlines(std::string_view geojson) {
    if (geojson.size() > limits::map_file_bytes_max) {
        return too_large("map.too_large", {std::to_string(limits::map_file_bytes_max >> 20U)});
    }
    QY_TRY(document, parse_json(geojson));
    const auto* const file = document.if_object();
    const auto* const features = file == nullptr ? nullptr : member(*file, "features");
    const bool collection =
        features != nullptr && features->is_array() && text_in(*file, "type") == "FeatureCollection";
    if (!collection) return invalid("map.collection");
    MapOutlines outlines;
    QY_TRY(approval, approval_of(*file));
    outlines.approval = std::move(approval);
    OutlineReader reader(outlines);
    std::size_t number = 0;
    for (const auto& feature : features->as_array()) QY_CHECK(reader.add(feature, ++number));
    QY_CHECK(reader.finish());
    return outlines;
}

}  // namespace qy::presentation
