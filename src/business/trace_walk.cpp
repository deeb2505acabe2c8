#include "trace_walk.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/limits.h"

namespace qy::business {
namespace {

using model::LotLink;
using storage::trace::TracedLot;

enum class Way : std::uint8_t { up, around, down };
constexpr Way kWays[] = {Way::up, Way::around, Way::down};

/// One link that may be followed, and when the story of its other end counts.
struct Move {
    LotLink link;
    model::LotId target;
    Way way = Way::up;
    std::size_t origin = 0;
    std::vector<Span> spans;
};

class Walker {
 public:
    Walker(storage::Reader& reader, const WalkRules& rules) : reader_(reader), rules_(rules) {}

    Result<Walk> run(TracedLot asked) {
        const bool follow = may_follow(asked);
        walk_.index.emplace(asked.lot.id.number(), 0);
        walk_.nodes.push_back({std::move(asked), 0, false, false, {Span{}}});
        frontier(Way::up).insert(0);
        frontier(follow ? Way::down : Way::around).insert(0);
        for (std::size_t level = 1; level <= rules_.depth_max + 1 && !is_done(); ++level) {
            QY_TRY(moves, moves_of_level());
            if (level > rules_.depth_max) {
                walk_.by_depth = std::ranges::any_of(moves, [&](const Move& m) { return !visited(m.target); });
                break;
            }
            QY_CHECK(visit_new(moves));
            for (const auto& move : moves) take(move);
        }
        return std::move(walk_);
    }

 private:
    std::set<std::size_t>& frontier(Way way) { return frontiers_[static_cast<std::size_t>(way)]; }
    [[nodiscard]] bool is_done() const {
        return std::ranges::all_of(frontiers_, [](const auto& nodes) { return nodes.empty(); });
    }
    [[nodiscard]] bool visited(model::LotId id) const { return walk_.index.contains(id.number()); }
    [[nodiscard]] bool may_follow(const TracedLot& lot) const { return rules_.may_follow && rules_.may_follow(lot); }

    /// Takes the frontiers and gives every link that may be followed from them.
    Result<std::vector<Move>> moves_of_level() {
        std::vector<Move> moves;
        for (const Way way : kWays) {
            const auto nodes = std::exchange(frontier(way), {});
            QY_CHECK(read_links(way, nodes));
            for (const std::size_t node : nodes) {
                for (const auto& link : links(way)[node]) add_move(moves, way, node, link);
            }
        }
        return moves;
    }

    /// Reads the links of nodes that were not read this way yet, all in one statement.
    Result<void> read_links(Way way, const std::set<std::size_t>& nodes) {
        std::vector<std::int64_t> ids;
        for (const std::size_t node : nodes) {
            if (links(way).try_emplace(node).second) ids.push_back(walk_.nodes[node].traced.lot.id.number());
        }
        if (ids.empty()) return {};
        const std::size_t most = rules_.nodes_max * limits::trace_links_per_node_max;
        const auto limit = static_cast<std::int64_t>(most + 1);
        QY_TRY(found, way == Way::up       ? storage::trace::links_into(reader_, ids, limit)
                      : way == Way::around ? storage::trace::containers_of(reader_, ids, limit)
                                           : storage::trace::links_out_of(reader_, ids, limit));
        if (found.size() > most) {
            walk_.by_nodes = true;
            found.resize(most);
        }
        for (auto& link : found) {
            const auto here = way == Way::up ? link.to : link.from;
            links(way)[walk_.index.at(here.number())].push_back(std::move(link));
        }
        return {};
    }

    void add_move(std::vector<Move>& moves, Way way, std::size_t node, const LotLink& link) const {
        const bool packing = link.kind == model::LinkKind::aggregation;
        if (way != Way::up && packing && node == 0 && rules_.own_container && link.to != rules_.own_container) return;
        Move move{link, way == Way::up ? link.from : link.to, way, node, {}};
        for (const auto& span : walk_.nodes[node].spans) {
            const auto part = way == Way::up ? (packing ? as_content(span, link) : as_ancestor(span, link))
                              : packing      ? as_container(span, link)
                                             : as_descendant(span, link);
            if (part) add_span(move.spans, *part);
        }
        if (!move.spans.empty()) moves.push_back(std::move(move));
    }

    static std::optional<Span> as_ancestor(const Span& child, const LotLink& link) {
        if (!ends_after(child, link.time)) return std::nullopt;
        return Span{{}, link.time, {}};
    }
    static std::optional<Span> as_container(const Span& child, const LotLink& link) {
        return common_part(child, {link.time, {}, link.until});
    }
    static std::optional<Span> as_descendant(const Span& parent, const LotLink& link) {
        if (!holds(parent, link.time)) return std::nullopt;
        return Span{link.time, {}, {}};
    }
    /// What lay in a unit when the unit's part of the story ended; with an open end, what lies in it now.
    [[nodiscard]] std::optional<Span> as_content(const Span& unit, const LotLink& link) const {
        const auto& end = unit.last ? unit.last : unit.before;
        if (!ends_after(unit, link.time)) return std::nullopt;
        if (link.until && end && !model::not_after(*end, *link.until)) return std::nullopt;
        if (link.until && !end && !rules_.contents_ever) return std::nullopt;
        return Span{{}, unit.last, link.until ? link.until : unit.before};
    }

    /// Reads the lots at the ends of the moves that are new, as many as there is room for.
    Result<void> visit_new(const std::vector<Move>& moves) {
        std::vector<std::int64_t> ids;
        std::set<std::int64_t> seen;
        for (const auto& move : moves) {
            if (visited(move.target) || !seen.insert(move.target.number()).second) continue;
            if (walk_.nodes.size() + ids.size() == rules_.nodes_max) {
                walk_.by_nodes = true;
                break;
            }
            ids.push_back(move.target.number());
        }
        if (ids.empty()) return {};
        QY_TRY(lots, storage::trace::lots(reader_, ids));
        std::unordered_map<std::int64_t, TracedLot> by_id;
        for (auto& lot : lots) by_id.emplace(lot.lot.id.number(), std::move(lot));
        for (const auto& move : moves) {
            if (auto row = by_id.extract(move.target.number())) append(move, std::move(row.mapped()));
        }
        return {};
    }

    void append(const Move& move, TracedLot lot) {
        const auto& origin = walk_.nodes[move.origin];
        WalkedNode node;
        node.container = move.way != Way::up && move.link.kind == model::LinkKind::aggregation;
        node.upstream = move.way == Way::up;
        if (move.way == Way::up) {
            node.distance = std::min(origin.distance, 0) - 1;
        } else {
            node.distance = origin.distance < 0 ? origin.distance : origin.distance + 1;
        }
        node.traced = std::move(lot);
        walk_.index.emplace(node.traced.lot.id.number(), walk_.nodes.size());
        walk_.nodes.push_back(std::move(node));
    }

    /// Remembers the link and goes on from its end when the end's story has grown.
    void take(const Move& move) {
        const auto found = walk_.index.find(move.target.number());
        if (found == walk_.index.end()) return;
        const std::tuple key{move.link.from.number(), move.link.to.number(), move.link.event.number()};
        if (taken_.insert(key).second) {
            walk_.links.push_back(move.link);
            walk_.link_events.insert(move.link.event.number());
        }
        auto& node = walk_.nodes[found->second];
        bool grown = false;
        for (const auto& span : move.spans) grown = add_span(node.spans, span) || grown;
        if (!grown) return;
        if (move.way == Way::up) {
            frontier(Way::up).insert(found->second);
            frontier(Way::around).insert(found->second);
        } else if (move.way == Way::down && may_follow(node.traced)) {
            frontier(Way::down).insert(found->second);
        } else if (node.container) {
            frontier(Way::around).insert(found->second);
        }
    }

    std::unordered_map<std::size_t, std::vector<LotLink>>& links(Way way) {
        return links_[static_cast<std::size_t>(way)];
    }

    storage::Reader& reader_;
    const WalkRules& rules_;
    Walk walk_;
    std::set<std::size_t> frontiers_[std::size(kWays)];
    std::unordered_map<std::size_t, std::vector<LotLink>> links_[std::size(kWays)];
    std::set<std::tuple<std::int64_t, std::int64_t, std::int64_t>> taken_;
};

}  // namespace

Result<Walk> walk_graph(storage::Reader& reader, TracedLot asked, const WalkRules& rules) {
    QY_ASSERT(rules.nodes_max >= 1);
    return Walker(reader, rules).run(std::move(asked));
}

}  // namespace qy::business
