#include "storage/record_store.h"

namespace qy::storage::records {
namespace {

// By the recorder's keys, then by the event: both have an index.
constexpr Statement kBetween{
    "record.between",
    "SELECT DISTINCT t.event_at, t.event_id FROM event_key k JOIN trace_event t ON t.event_id = k.event_id WHERE "
    "k.recorder_id = $recorder AND t.event_at >= $from AND t.event_at < $until ORDER BY t.event_at, t.event_id LIMIT "
    "$limit"};

}  // namespace

Result<std::vector<RecordedAt>> recorded_between(Reader& reader, model::PartyId recorder, Time from, Time until,
                                                 std::int64_t limit) {
    return reader.all(kBetween, {{"recorder", recorder}, {"from", from}, {"until", until}, {"limit", limit}},
                      [](const Row& row) {
                          return RecordedAt{row.time(0), row.id<model::EventId>(1)};
                      });
}

}  // namespace qy::storage::records
