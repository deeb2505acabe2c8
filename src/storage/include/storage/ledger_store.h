#pragma once
// Ledger entries. Positions count from 0 without gaps. Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace qy::storage::ledger {

struct Entry {
    std::int64_t position = 0;
    std::string kind;
    std::string subject;
    std::int64_t record_id = 0;
    std::string entry;            ///< canonical JSON
    std::string salts;            ///< JSON
    bool protects_salts = false;  ///< of protected values: with the salts one could guess them, so these are sealed
};

/// The number of entries, which is the next position.
Result<std::int64_t> size(Reader& reader);
Result<void> append(Writer& writer, const Entry& entry);
/// Replaces the salts of an entry. Errors: conflict `storage.changed` (no such entry).
Result<void> set_salts(Writer& writer, const Entry& entry);
/// Errors (and of every other reading of entries): corrupt `field.damaged`.
Result<std::optional<Entry>> find(Reader& reader, std::int64_t position);
/// Entries from `position` on, in order. REQUIRES: limit ≥ 1.
Result<std::vector<Entry>> page(Reader& reader, std::int64_t position, std::int64_t limit);
/// The position of the entry of a record; nullopt when it has none.
Result<std::optional<std::int64_t>> position_of(Reader& reader, std::int64_t record_id);

}  // namespace qy::storage::ledger
