#pragma once
// What makes ids unique: leases of node numbers, so that ids of programs that run at once never meet, and the newest
// id, so that those of a later run never meet an earlier one's. (interfaces: values) Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string_view>

#include "storage/store.h"

namespace qy::storage::nodes {

/// Node numbers are 0–1023 (10 bits of an id).
inline constexpr int node_max = 1023;

/// The lowest node without a lease at `now`, leased to `holder` until `until`. nullopt when all are taken.
Result<std::optional<int>> lease(Writer& writer, std::string_view holder, Time now, Time until);
/// Prolongs the lease; false when another holder has it.
Result<bool> renew(Writer& writer, int node, std::string_view holder, Time until);
/// Gives the node back; nothing when another holder has it.
Result<void> release(Writer& writer, int node, std::string_view holder);

/// The highest id of any row; 0 in an empty database. One seek per table.
Result<std::int64_t> newest_id(Reader& reader);

}  // namespace qy::storage::nodes
