#include "pages/flow_lanes.h"

#include <algorithm>
#include <map>
#include <optional>

namespace qy::presentation {
namespace {

constexpr std::size_t kFree = static_cast<std::size_t>(-1);

/// Edges that share a lane: all into one item, or all out of one.
struct Bundle {
    std::size_t first = 0;  ///< row where it begins
    std::size_t last = 0;   ///< row where it ends
};

struct Bundles {
    std::vector<Bundle> bundles;
    std::vector<std::vector<std::size_t>> into;    ///< by item: bundles that reach it
    std::vector<std::vector<std::size_t>> out_of;  ///< by item: bundles that leave it
};

void add_once(std::vector<std::size_t>& list, std::size_t value) {
    if (std::ranges::find(list, value) == list.end()) list.push_back(value);
}

Bundles bundled(const FlowGraph& graph) {
    std::vector<std::size_t> arriving(graph.items.size());
    std::vector<std::size_t> leaving(graph.items.size());
    for (const FlowEdge& edge : graph.edges) {
        ++leaving[edge.from];
        ++arriving[edge.to];
    }
    Bundles made;
    made.into.resize(graph.items.size());
    made.out_of.resize(graph.items.size());
    std::map<std::pair<bool, std::size_t>, std::size_t> known;
    for (const FlowEdge& edge : graph.edges) {
        const bool by_target = arriving[edge.to] >= leaving[edge.from];
        const auto key = std::pair(by_target, by_target ? edge.to : edge.from);
        const auto [at, added] = known.emplace(key, made.bundles.size());
        if (added) made.bundles.push_back({edge.from, edge.to});
        Bundle& bundle = made.bundles[at->second];
        bundle.first = std::min(bundle.first, edge.from);
        bundle.last = std::max(bundle.last, edge.to);
        add_once(made.out_of[edge.from], at->second);
        add_once(made.into[edge.to], at->second);
    }
    return made;
}

/// Which bundle runs in each lane.
class Lanes {
 public:
    std::size_t take(std::size_t bundle) {
        const auto free = std::ranges::find(held_, kFree);
        if (free != held_.end()) {
            *free = bundle;
            return static_cast<std::size_t>(free - held_.begin());
        }
        held_.push_back(bundle);
        return held_.size() - 1;
    }
    void hold(std::size_t lane, std::size_t bundle) {
        if (lane >= held_.size()) held_.resize(lane + 1, kFree);
        held_[lane] = bundle;
    }
    void release(std::size_t lane) { held_[lane] = kFree; }
    [[nodiscard]] std::optional<std::size_t> lane_of(std::size_t bundle) const {
        const auto found = std::ranges::find(held_, bundle);
        if (found == held_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - held_.begin());
    }
    [[nodiscard]] std::size_t first_free() const {
        return static_cast<std::size_t>(std::ranges::find(held_, kFree) - held_.begin());
    }
    [[nodiscard]] const std::vector<std::size_t>& held() const { return held_; }
    [[nodiscard]] std::size_t size() const { return held_.size(); }

 private:
    std::vector<std::size_t> held_;
};

std::string number(int value) {
    return std::to_string(value);
}

void draw(std::string& path, std::size_t from_lane, int from_y, std::size_t to_lane, int to_y) {
    const int x1 = lane_x(from_lane);
    const int x2 = lane_x(to_lane);
    path += "M" + number(x1) + " " + number(from_y);
    if (x1 == x2) {
        path += "V" + number(to_y);
        return;
    }
    const std::string middle = number((from_y + to_y) / 2);
    path += "C" + number(x1) + " " + middle + " " + number(x2) + " " + middle + " " + number(x2) + " " + number(to_y);
}

/// Walks down the rows, one item after the other.
class LaneDrawer {
 public:
    explicit LaneDrawer(const FlowGraph& graph) : bundles_(bundled(graph)) {}

    LaneRow next(std::size_t item) {
        LaneRow row;
        const auto arriving = arrivals(item, row.path);
        row.lane = free_after(arriving, item);
        for (const std::size_t lane : arriving) draw(row.path, lane, 0, row.lane, kMiddle);
        bool own_lane_taken = false;
        for (const std::size_t bundle : bundles_.out_of[item]) {
            const auto running = lanes_.lane_of(bundle);
            std::size_t lane = row.lane;
            if (running) {
                lane = *running;
            } else if (own_lane_taken) {
                lane = lanes_.take(bundle);
            } else {
                lanes_.hold(lane, bundle);
                own_lane_taken = true;
            }
            draw(row.path, row.lane, kMiddle, lane, kRowUnits);
        }
        widest_ = std::max({widest_, lanes_.size(), row.lane + 1});
        return row;
    }
    [[nodiscard]] std::size_t widest() const { return widest_; }

 private:
    static constexpr int kMiddle = kRowUnits / 2;

    [[nodiscard]] bool ends_at(std::size_t bundle, std::size_t item) const {
        return bundles_.bundles[bundle].last == item;
    }

    /// The lanes that reach the item, those that end first. Draws the lanes that run past it.
    std::vector<std::size_t> arrivals(std::size_t item, std::string& path) const {
        std::vector<std::size_t> ending;
        std::vector<std::size_t> branching;
        for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
            const std::size_t bundle = lanes_.held()[lane];
            if (bundle == kFree) continue;
            if (ends_at(bundle, item)) {
                ending.push_back(lane);
                continue;
            }
            draw(path, lane, 0, lane, kRowUnits);
            const auto& into = bundles_.into[item];
            if (std::ranges::find(into, bundle) != into.end()) branching.push_back(lane);
        }
        ending.insert(ending.end(), branching.begin(), branching.end());
        return ending;
    }

    /// Frees the lanes that end at the item and returns the item's own: the first of them, else any free one.
    std::size_t free_after(const std::vector<std::size_t>& arriving, std::size_t item) {
        std::optional<std::size_t> own;
        for (const std::size_t lane : arriving) {
            if (!ends_at(lanes_.held()[lane], item)) continue;
            lanes_.release(lane);
            if (!own) own = lane;
        }
        return own.value_or(lanes_.first_free());
    }

    Bundles bundles_;
    Lanes lanes_;
    std::size_t widest_ = 0;
};

}  // namespace

FlowLanes flow_lanes(const FlowGraph& graph) {
    FlowLanes made;
    LaneDrawer drawer(graph);
    made.rows.reserve(graph.items.size());
    for (std::size_t item = 0; item < graph.items.size(); ++item) made.rows.push_back(drawer.next(item));
    made.lanes = std::min(drawer.widest(), kLanesMax);
    return made;
}

}  // namespace qy::presentation
