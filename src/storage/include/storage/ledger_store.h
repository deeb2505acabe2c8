#pragma once
// Ledger entries. Positions count from 0 without gaps. Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace qy::storage::ledger {

struct Entry {
    std::int64_t position = 0;
    std::string kind;
    std::string subject;
    std::int64_t record_id = 0;
    std::string entry;  ///< canonical JSON
    std::string salts;  ///< JSON
};

/// The number of entries, which is the next position.
Result<std::int64_t> size(Reader& reader);
Result<void> append(Writer& writer, const Entry& entry);
Result<std::optional<Entry>> find(Reader& reader, std::int64_t position);
/// The position of the entry of a record; nullopt when it has none.
Result<std::optional<std::int64_t>> position_of(Reader& reader, std::int64_t record_id);

}  // namespace qy::storage::ledger
