#include "storage/record_store.h"

namespace qy::storage::records {
namespace {

// By the recorder's keys, then by the event: both have an index.
constexpr Statement kBetween{
    "record.between",
    "SELECT DISTINCT t.event_at, t.event_id FROM event_key k JOIN trace_event t ON t.event_id = k.event_id WHERE "
    "k.recorder_id = $recorder AND t.event_at >= $from AND t.event_at < $until ORDER BY t.event_at, t.event_id LIMIT "
    "$limit"};

constexpr Statement kOwnKeys{
    "record.own_keys",
    "SELECT event_id, min(event_key) FROM event_key WHERE event_id {in:events} AND event_id IS "
    "NOT NULL AND recorder_id = $recorder AND derived = 0 GROUP BY event_id"};

}  // namespace

Result<std::vector<RecordedAt>> recorded_between(Reader& reader, model::PartyId recorder, Time from, Time until,
                                                 std::int64_t limit) {
    return reader.all(kBetween, {{"recorder", recorder}, {"from", from}, {"until", until}, {"limit", limit}},
                      [](const Row& row) {
                          return RecordedAt{row.time(0), row.id<model::EventId>(1)};
                      });
}

Result<std::vector<OwnKey>> own_keys(Reader& reader, model::PartyId recorder, std::span<const std::int64_t> events) {
    return reader.all(kOwnKeys, {{"recorder", recorder}, {"events", events}}, [](const Row& row) {
        return OwnKey{row.id<model::EventId>(0), std::string(row.text(1))};
    });
}

}  // namespace qy::storage::records
