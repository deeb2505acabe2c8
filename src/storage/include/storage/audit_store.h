#pragma once
// Audit records, append-only and hash-chained. (clause 9.3.2) Positions rise without gaps from 0, or from where an
// expired beginning was cut off. Errors: those of the port.
#include <cstdint>
#include <functional>
#include <limits>
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
    std::int64_t format = 2;  ///< of the bytes under `hash`
    std::string roles;        ///< comma list
    std::string channel;
    std::string before_hash;  ///< keyed hash of what was there, and of what replaced it; empty where nothing was
    std::string after_hash;
    bool operator==(const Record&) const = default;
};

/// Appends at the next position: fills position and previous_hash, then sets hash to `hash_of(record)`. Returns the
/// record as stored.
Result<Record> append(Writer& writer, Record record, const std::function<std::string(const Record&)>& hash_of);
/// The newest record, the oldest, and the one at a position.
Result<std::optional<Record>> last(Reader& reader);
Result<std::optional<Record>> first(Reader& reader);
Result<std::optional<Record>> find(Reader& reader, std::int64_t position);
/// The newest with this action.
Result<std::optional<Record>> last_of(Reader& reader, std::string_view action);
/// In order of position, from `position` on. REQUIRES: limit ≥ 1.
Result<std::vector<Record>> page(Reader& reader, std::int64_t position, std::int64_t limit);

enum class Order { newest_first, oldest_first };

/// What to look for; an empty text is any. Each member alone is found through an index.
struct Query {
    Time from;                                                 ///< inclusive
    Time until{std::numeric_limits<std::int64_t>::max() - 1};  ///< exclusive
    std::string actor;
    std::string action;
    std::string object;
    std::string result;  ///< "!ok": every other than ok
    std::string request_id;
    Order order = Order::newest_first;
    /// Only what comes after this record in the order.
    struct Place {
        Time at;
        std::int64_t position = 0;
    };
    std::optional<Place> after;
    std::int64_t limit = 1;  ///< REQUIRES: ≥ 1
};
Result<std::vector<Record>> search(Reader& reader, const Query& query);

/// The position of the first record, from `from` on, that is not older than `at`; nullopt when there is none.
Result<std::optional<std::int64_t>> first_since(Reader& reader, std::int64_t from, Time at);
/// Removes every record up to and with `through`; returns how many.
Result<std::int64_t> cut(Writer& writer, std::int64_t through);

}  // namespace qy::storage::audit
