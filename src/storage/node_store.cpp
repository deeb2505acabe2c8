#include "storage/node_store.h"

#include "stored.h"

namespace qy::storage::nodes {
namespace {

constexpr Statement kTaken{"node_lease.taken", "SELECT node FROM node_lease WHERE leased_until > $now ORDER BY node"};
constexpr Statement kLease{
    "node_lease.lease",
    "INSERT INTO node_lease (node, holder, leased_until) VALUES ($node, $holder, $until) ON CONFLICT (node) DO UPDATE "
    "SET holder = excluded.holder, leased_until = excluded.leased_until"};
constexpr Statement kRenew{"node_lease.renew",
                           "UPDATE node_lease SET leased_until = $until WHERE node = $node AND holder = $holder"};
constexpr Statement kRelease{"node_lease.release", "DELETE FROM node_lease WHERE node = $node AND holder = $holder"};

}  // namespace

Result<std::optional<int>> lease(Writer& writer, std::string_view holder, Time now, Time until) {
    int free = 0;
    QY_CHECK(writer.each_until(kTaken, {{"now", now}}, [&free](const Row& row) -> Result<bool> {
        if (row.integer(0) != free) return false;
        ++free;
        return true;
    }));
    if (free > node_max) return std::optional<int>();
    QY_CHECK(insert_row(writer, kLease, {{"node", free}, {"holder", holder}, {"until", until}}));
    return std::optional(free);
}

Result<bool> renew(Writer& writer, int node, std::string_view holder, Time until) {
    QY_TRY(rows, writer.run(kRenew, {{"node", node}, {"holder", holder}, {"until", until}}));
    return rows > 0;
}

Result<void> release(Writer& writer, int node, std::string_view holder) {
    QY_TRY(rows, writer.run(kRelease, {{"node", node}, {"holder", holder}}));
    (void)rows;
    return {};
}

}  // namespace qy::storage::nodes
