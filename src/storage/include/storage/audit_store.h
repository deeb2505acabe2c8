#pragma once
// Audit records, append-only and hash-chained. (clause 9.3.2) Positions count from 0 without gaps. Errors: those of the
// port.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::audit {

struct Record {
    std::int64_t position = 0;
    Time at;
    std::string actor;
    model::PartyId party;
    std::string address;
    std::string action;
    std::string object;
    std::string result;
    std::string request_id;
    std::string detail;         ///< JSON
    std::string previous_hash;  ///< of the record before; empty at position 0
    std::string hash;
    bool operator==(const Record&) const = default;
};

/// Appends at the next position: fills position and previous_hash, then sets hash to `hash_of(record)`. Returns the
/// record as stored.
Result<Record> append(Writer& writer, Record record, const std::function<std::string(const Record&)>& hash_of);
/// The newest record.
Result<std::optional<Record>> last(Reader& reader);
/// In order of position, from `position` on. REQUIRES: limit ≥ 1.
Result<std::vector<Record>> page(Reader& reader, std::int64_t position, std::int64_t limit);

}  // namespace qy::storage::audit
