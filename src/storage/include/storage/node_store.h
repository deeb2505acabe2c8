#pragma once
// Leases of node numbers, so that ids of programs that run at once never meet. (interfaces: values) Errors: those of
// the port.
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

}  // namespace qy::storage::nodes
