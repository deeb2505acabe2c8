#include "map_drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/assert.h"
#include "base/map_limits.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kSansha = "460300";  // the islands of the south: in the frame alone
constexpr double kFinest = 0.2;                 // of the picture's units: less than can be seen
constexpr double kCoarser = 1.5;
constexpr double kTenths = 10;
constexpr double kNoArea = 1e-9;
constexpr double kMetresPerDegree = 111'320;
constexpr MapFrame kIsland{6, 6, 284, 228};
constexpr MapFrame kSouthFrame{302, 92, 72, 142};
constexpr int kFrameMargin = 3;

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

/// What is to be seen in a frame: every point of it, in degrees.
class Extent {
 public:
    void add(const GeoLine& line) {
        for (const auto& point : line) {
            west_ = std::min(west_, point.longitude);
            east_ = std::max(east_, point.longitude);
            south_ = std::min(south_, point.latitude);
            north_ = std::max(north_, point.latitude);
        }
    }
    [[nodiscard]] double middle_longitude() const { return (west_ + east_) / 2; }
    [[nodiscard]] double middle_latitude() const { return (south_ + north_) / 2; }
    [[nodiscard]] double width() const { return east_ - west_; }
    [[nodiscard]] double height() const { return north_ - south_; }

 private:
    double west_ = 180;
    double east_ = -180;
    double south_ = 90;
    double north_ = -90;
};

/// Equirectangular, true to scale at the middle of the extent, as large as fits the frame.
class Projection {
 public:
    Projection(const Extent& extent, const MapFrame& frame, int margin) : extent_(extent) {
        narrowing_ = std::cos(radians(extent.middle_latitude()));
        const double width = std::max(extent.width() * narrowing_, kLeastDegrees);
        const double height = std::max(extent.height(), kLeastDegrees);
        scale_ = std::min((frame.width - 2 * margin) / width, (frame.height - 2 * margin) / height);
        x_ = frame.x + frame.width / 2.0;
        y_ = frame.y + frame.height / 2.0;
    }
    [[nodiscard]] MapPoint operator()(const GeoPoint& point) const {
        return {x_ + (point.longitude - extent_.middle_longitude()) * narrowing_ * scale_,
                y_ - (point.latitude - extent_.middle_latitude()) * scale_};
    }
    [[nodiscard]] double metres_per_unit() const { return kMetresPerDegree / scale_; }

 private:
    static constexpr double kLeastDegrees = 0.001;  // an extent without width would have no scale
    Extent extent_;
    double narrowing_ = 1;
    double scale_ = 1;
    double x_ = 0;
    double y_ = 0;
};

std::vector<MapPoint> projected(const GeoLine& line, const Projection& projection) {
    std::vector<MapPoint> points;
    points.reserve(line.size());
    for (const auto& point : line) points.push_back(projection(point));
    return points;
}

double squared(double value) {
    return value * value;
}

/// From a point to a stretch of a line, squared.
double distance(const MapPoint& point, const MapPoint& from, const MapPoint& to) {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length = dx * dx + dy * dy;
    const double along = length > 0 ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / length : 0;
    const double at = std::clamp(along, 0.0, 1.0);
    return squared(point.x - from.x - at * dx) + squared(point.y - from.y - at * dy);
}

/// Twice the area, with a sign that tells the direction.
double doubled_area(const std::vector<MapPoint>& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return sum;
}

/// The centre of gravity of a ring; the middle of its box where it has none inside, as of a ring that crosses itself.
MapPoint centre_of(const std::vector<MapPoint>& ring) {
    const auto [west, east] = std::ranges::minmax(ring, {}, &MapPoint::x);
    const auto [north, south] = std::ranges::minmax(ring, {}, &MapPoint::y);
    const MapPoint middle{(west.x + east.x) / 2, (north.y + south.y) / 2};
    const double area = doubled_area(ring);
    if (std::abs(area) < kNoArea) return middle;
    MapPoint sum;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double cross = ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
        sum.x += (ring[i].x + ring[i + 1].x) * cross;
        sum.y += (ring[i].y + ring[i + 1].y) * cross;
    }
    const MapPoint centre{sum.x / (3 * area), sum.y / (3 * area)};
    const bool inside = centre.x >= west.x && centre.x <= east.x && centre.y >= north.y && centre.y <= south.y;
    return inside ? centre : middle;
}

MapPoint middle_of(const RegionOutline& region, const Projection& projection) {
    std::vector<MapPoint> largest;
    for (const auto& ring : region.rings) {
        auto points = projected(ring, projection);
        if (largest.empty() || std::abs(doubled_area(points)) > std::abs(doubled_area(largest))) {
            largest = std::move(points);
        }
    }
    QY_ASSERT(!largest.empty());
    return centre_of(largest);
}

/// Paths of one picture at one tolerance, and how many points they have.
class Pen {
 public:
    explicit Pen(double tolerance) : tolerance_(tolerance) {}

    /// What is smaller than can be drawn is a dot: nothing is left out.
    void ring(const std::vector<MapPoint>& points, std::string& path) {
        auto line = simplified(points, tolerance_);
        line.pop_back();  // "z" leads back to the first
        if (line.size() < 2) {
            move_to(line.front(), path);
            path += "h10v10h-10z";
            ++points_;
            return;
        }
        draw(line, path);
        path += 'z';
    }
    void line(const std::vector<MapPoint>& points, std::string& path) { draw(simplified(points, tolerance_), path); }
    [[nodiscard]] std::size_t points() const { return points_; }

 private:
    static std::pair<long, long> tenths(const MapPoint& point) {
        return {std::lround(point.x * kTenths), std::lround(point.y * kTenths)};
    }
    static void move_to(const MapPoint& point, std::string& path) {
        const auto [x, y] = tenths(point);
        path.append("M").append(std::to_string(x)).append(" ").append(std::to_string(y));
    }
    /// By steps from point to point, which are short.
    void draw(const std::vector<MapPoint>& line, std::string& path) {
        move_to(line.front(), path);
        auto [x, y] = tenths(line.front());
        path += 'l';
        for (std::size_t i = 1; i < line.size(); ++i) {
            const auto [to_x, to_y] = tenths(line[i]);
            if (i > 1 && to_x >= x) path += ' ';
            path += std::to_string(to_x - x);
            if (to_y >= y) path += ' ';
            path += std::to_string(to_y - y);
            x = to_x;
            y = to_y;
        }
        points_ += line.size();
    }
    double tolerance_;
    std::size_t points_ = 0;
};

struct Views {
    Projection island;
    Projection south;
};

Views views_of(const MapOutlines& outlines) {
    Extent island;
    Extent all;
    for (const auto& one : outlines.regions) {
        for (const auto& ring : one.rings) {
            if (one.region->code != kSansha) island.add(ring);
            all.add(ring);
        }
    }
    for (const auto& line : outlines.lines) all.add(line);
    return {Projection(island, kIsland, 0), Projection(all, kSouthFrame, kFrameMargin)};
}

/// Everything at one tolerance. The island's regions stand in both views: in the frame for where the islands lie.
RegionMap drawn_at(const MapOutlines& outlines, const Views& views, double tolerance) {
    RegionMap map;
    Pen pen(tolerance);
    for (const auto& one : outlines.regions) {
        const bool south = one.region->code == kSansha;
        const auto& view = south ? views.south : views.island;
        const auto middle = middle_of(one, view);
        MapPlace place{one.region->code, static_cast<int>(std::lround(middle.x)),
                       static_cast<int>(std::lround(middle.y))};
        for (const auto& ring : one.rings) {
            pen.ring(projected(ring, view), place.outline);
            if (!south) pen.ring(projected(ring, views.south), map.lines);
        }
        map.places.push_back(std::move(place));
    }
    for (const auto& line : outlines.lines) pen.line(projected(line, views.south), map.lines);
    map.figures.points_drawn = pen.points();
    return map;
}

}  // namespace

std::vector<MapPoint> simplified(const std::vector<MapPoint>& line, double tolerance) {
    if (line.size() < 3) return line;
    std::vector<bool> kept(line.size(), false);
    kept.front() = kept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> stretches{{0, line.size() - 1}};
    while (!stretches.empty()) {
        const auto [from, to] = stretches.back();
        stretches.pop_back();
        double furthest = squared(tolerance);
        std::size_t at = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double apart = distance(line[i], line[from], line[to]);
            if (apart <= furthest) continue;
            furthest = apart;
            at = i;
        }
        if (at == from) continue;
        kept[at] = true;
        stretches.emplace_back(from, at);
        stretches.emplace_back(at, to);
    }
    std::vector<MapPoint> out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (kept[i]) out.push_back(line[i]);
    }
    return out;
}

RegionMap draw_map(const MapOutlines& outlines) {
    const auto views = views_of(outlines);
    double tolerance = kFinest;
    auto map = drawn_at(outlines, views, tolerance);
    while (map.figures.points_drawn > limits::map_points_drawn_max && tolerance < kMapWidth) {
        tolerance *= kCoarser;
        map = drawn_at(outlines, views, tolerance);
    }
    map.approval = outlines.approval;
    map.inset = kSouthFrame;
    map.figures.points_read = outlines.points;
    map.figures.moved_metres = std::lround(tolerance * views.island.metres_per_unit());
    return map;
}

}  // namespace qy::presentation
