#pragma once
// Walks the trace graph from one lot, breadth first and respecting time. (clause 6.3.2; architecture §3: LotLink)
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "storage/trace_store.h"
#include "trace_span.h"

namespace qy::business {

struct WalkRules {
    std::size_t depth_max = 0;  ///< links from the asked lot
    std::size_t nodes_max = 0;  ///< the asked lot included; ≥ 1
    /// Whether what became of this lot may be looked at; empty: never. Containers are always looked at.
    std::function<bool(const storage::trace::TracedLot&)> may_follow;
    /// The only logistic unit that the asked thing lay in, when its code says so; none: any.
    model::LotId own_container;
    /// An asked logistic unit tells of everything that it ever held, not only of what it holds now.
    bool contents_ever = false;
};

struct WalkedNode {
    storage::trace::TracedLot traced;
    /// Links from the asked lot, negative upstream. A logistic unit of an ancestor has the ancestor's distance.
    int distance = 0;
    bool upstream = false;  ///< reached as an ancestor: later inspections count
    bool container = false;
    std::vector<Span> spans;  ///< when what happens to it counts
};

struct Walk {
    std::vector<WalkedNode> nodes;                        ///< the asked lot first, then by steps taken: nearest first
    std::vector<model::LotLink> links;                    ///< those taken, each once
    bool by_depth = false;                                ///< more nodes lie beyond depth_max
    bool by_nodes = false;                                ///< more nodes than nodes_max were found
    std::unordered_map<std::int64_t, std::size_t> index;  ///< lot id → place in nodes
    std::unordered_set<std::int64_t> link_events;

    [[nodiscard]] const WalkedNode* find(model::LotId id) const {
        const auto found = index.find(id.number());
        return found == index.end() ? nullptr : &nodes[found->second];
    }
};

/// A level is at most four statements, however many lots it has. Cycles end the walk, not the program.
///   upstream    the link is not after the time up to which the child's story counts; of the ancestor counts what is
///   not
///               after the link;
///   containers  count while the lot lay in them; what else lies in them is never looked at;
///   downstream  (rules.may_follow) the link is not before the child's story begins.
/// Errors: those of storage.
Result<Walk> walk_graph(storage::Reader& reader, storage::trace::TracedLot asked, const WalkRules& rules);

}  // namespace qy::business
