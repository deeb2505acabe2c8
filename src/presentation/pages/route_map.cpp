#include "pages/route_map.h"

#include <algorithm>
#include <map>
#include <optional>

namespace qy::presentation {
namespace {

using model::Field;
using model::LotId;

constexpr int kNameLeft = 14;  // from the middle of a stop to its name
constexpr int kNameNear = 6;   // the same of a place that it did not pass

const RegionMap& map_of(const PageWriter& page) {
    return page.context.map == nullptr ? region_scheme() : *page.context.map;
}

const model::Region* city_at(std::string_view place) {
    const auto* const region = model::region_in_address(place);
    return region == nullptr ? nullptr : model::city_of(region->code);
}

/// Beyond Hainan: the same place, once told more closely.
bool is_within(std::string_view one, std::string_view other) {
    return one.starts_with(other) || other.starts_with(one);
}

class RouteBuilder {
 public:
    void visit(LotId lot, std::string_view place) {
        const auto stop = stop_at(place);
        if (!stop) return;
        auto [at, fresh] = lots_.try_emplace(lot, *stop, *stop);
        if (!fresh) {
            add_leg(at->second.second, *stop);
            at->second.second = *stop;
        }
    }
    void join(LotId from, LotId to) {
        const auto left = lots_.find(from);
        const auto reached = lots_.find(to);
        if (left != lots_.end() && reached != lots_.end()) add_leg(left->second.second, reached->second.first);
    }
    [[nodiscard]] LotRoute take() && { return std::move(route_); }

 private:
    std::optional<std::size_t> stop_at(std::string_view place) {
        if (place.empty()) return std::nullopt;
        const auto* const city = city_at(place);
        const auto same = [&](const RouteStop& stop) {
            return stop.city == city && (city != nullptr || is_within(stop.place, place));
        };
        const auto found = std::ranges::find_if(route_.stops, same);
        if (found != route_.stops.end()) return static_cast<std::size_t>(found - route_.stops.begin());
        if (route_.stops.size() == kRouteStopsMax) return std::nullopt;
        route_.stops.push_back({place, city});
        return route_.stops.size() - 1;
    }
    void add_leg(std::size_t from, std::size_t to) {
        const std::pair leg(from, to);
        if (from != to && std::ranges::find(route_.legs, leg) == route_.legs.end()) route_.legs.push_back(leg);
    }
    LotRoute route_;
    std::map<LotId, std::pair<std::size_t, std::size_t>> lots_;  ///< first and last stop
};

std::string_view name_of(const PageWriter& page, const RouteStop& stop) {
    if (stop.city == nullptr) return stop.place;
    return page.language() == Language::en ? stop.city->en : stop.city->short_zh;
}

void write_legs(PageWriter& page, const LotRoute& route) {
    std::string path;
    for (const auto& [from, to] : route.legs) {
        const auto* const left = place_of(map_of(page), route.stops[from]);
        const auto* const reached = place_of(map_of(page), route.stops[to]);
        if (left == nullptr || reached == nullptr) continue;
        path.append("M").append(std::to_string(left->x)).append(" ").append(std::to_string(left->y));
        path.append("L").append(std::to_string(reached->x)).append(" ").append(std::to_string(reached->y));
    }
    if (!path.empty()) page.html.leaf("path", {{"d", path}});
}

void write_name(PageWriter& page, const MapPlace& place, std::string_view kind, std::string_view name) {
    const int x = place.x + (kind == "off" ? kNameNear : kNameLeft);
    page.html.element("text", {{"class", kind}, {"x", x}, {"y", place.y + 4}}, name);
}

/// The names of all places stand in the picture of outlines; in the scheme, that of a stop is larger.
void write_stop(PageWriter& page, const RouteStop& stop, std::size_t number, const MapPlace& place) {
    page.html.leaf("circle", {{"class", "on"}, {"cx", place.x}, {"cy", place.y}, {"r", 10}});
    page.html.element("text", {{"class", "in"}, {"x", place.x}, {"y", place.y + 4}}, std::to_string(number));
    if (!map_of(page).has_outlines()) write_name(page, place, "at", name_of(page, stop));
}

/// The outlines are a picture of their own, which browsers keep: the page stays small.
void write_ground(PageWriter& page, const LotRoute& route) {
    const auto& map = map_of(page);
    if (map.has_outlines()) {
        const auto address = std::string(kMapPath) + (page.language() == Language::en ? "?lang=en" : "?lang=zh");
        page.html.leaf("image",
                       {Attribute::url("href", address), {"width", kMapWidth}, {"height", map_picture_height(map)}});
        return;
    }
    for (const auto& place : map.places) {
        const auto* const city = model::find_region(place.code);
        const bool stopped = std::ranges::find(route.stops, city, &RouteStop::city) != route.stops.end();
        page.html.leaf("circle", {{"cx", place.x}, {"cy", place.y}, {"r", 3}});
        if (!stopped) write_name(page, place, "off", name_of(page, {{}, city}));
    }
}

void write_map(PageWriter& page, const LotRoute& route) {
    const bool here = std::ranges::any_of(route.stops, [](const RouteStop& stop) { return stop.city != nullptr; });
    if (!here) return;
    {
        const auto view_box = "0 0 " + std::to_string(kMapWidth) + " " + std::to_string(kMapHeight);
        const auto picture =
            page.html.open("svg", {{"viewBox", view_box}, {"aria-hidden", "true"}});  // the list tells it
        write_ground(page, route);
        write_legs(page, route);
        for (std::size_t i = 0; i < route.stops.size(); ++i) {
            if (const auto* const place = place_of(map_of(page), route.stops[i])) {
                write_stop(page, route.stops[i], i + 1, *place);
            }
        }
    }
    if (map_of(page).has_outlines()) page.data("p", "soft", page.say(Text::route_approval, {map_of(page).approval}));
}

}  // namespace

const MapPlace* place_of(const RegionMap& map, const RouteStop& stop) {
    return stop.city == nullptr ? nullptr : place_on(map, stop.city->code);
}

LotRoute route_of(const model::TraceAnswer& answer) {
    RouteBuilder route;
    for (const auto& shown : answer.events) {
        const auto& event = shown.event;
        if (model::kind_of(event.step) == model::InfoKind::inspection) continue;  // a sample went, not the lot
        const auto from = event.contents.get(Field::from_place);
        const auto to = event.contents.get(Field::to_place);
        if (!from.empty()) route.visit(event.lot, from);
        if (from.empty() && to.empty()) route.visit(event.lot, event.place);
        if (!to.empty()) route.visit(event.lot, to);
    }
    for (const auto& link : answer.links) route.join(link.from, link.to);
    return std::move(route).take();
}

void write_route(PageWriter& page, const model::TraceAnswer& answer) {
    const LotRoute route = route_of(answer);
    if (route.stops.size() < 2) return;
    const auto section = page.html.open("section", {{"class", "card route"}, {"aria-labelledby", "route"}});
    page.html.element("h2", {{"id", "route"}}, page.say(Text::route_title));
    write_map(page, route);
    const auto list = page.html.open("ol");
    for (const auto& stop : route.stops) page.data("li", {}, name_of(page, stop));
}

}  // namespace qy::presentation
