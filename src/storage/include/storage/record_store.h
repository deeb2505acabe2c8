#pragma once
// What a party has recorded in a span of time. Errors: those of the port.
#include <cstdint>
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

}  // namespace qy::storage::records
