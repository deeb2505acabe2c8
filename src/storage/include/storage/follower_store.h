#pragma once
// Followers of the ledger and their cursors. (architecture §2) Errors: those of the port.
#include <cstdint>
#include <string_view>
#include <vector>

#include "storage/ledger_store.h"
#include "storage/store.h"

namespace qy::storage::followers {

/// The position of the next entry that the follower has not seen; 0 for a new follower.
Result<std::int64_t> cursor(Reader& reader, std::string_view follower);
/// Call it in the transaction that writes what the follower made of the entries. 0 lets it start again.
Result<void> set_cursor(Writer& writer, std::string_view follower, std::int64_t position);
/// Entries from `position` on, in order. REQUIRES: limit ≥ 1.
Result<std::vector<ledger::Entry>> entries(Reader& reader, std::int64_t position, std::int64_t limit);

}  // namespace qy::storage::followers
