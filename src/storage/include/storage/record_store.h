#pragma once
// What a party has recorded in a span of time. Errors: those of the port.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::records {

struct RecordedAt {
    Time at;
    model::EventId event;
    bool operator==(const RecordedAt&) const = default;
};

/// Published events of the recorder that happened from `from` on and before `until`, in the order of their times, each
/// once; at most `limit`.
Result<std::vector<RecordedAt>> recorded_between(Reader& reader, model::PartyId recorder, Time from, Time until,
                                                 std::int64_t limit);

/// The keys by which the recorder itself calls these events, by event; those that were derived from rows are left out.
struct OwnKey {
    model::EventId event;
    std::string key;
};
Result<std::vector<OwnKey>> own_keys(Reader& reader, model::PartyId recorder, std::span<const std::int64_t> events);

}  // namespace qy::storage::records
