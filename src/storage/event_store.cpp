#include "storage/event_store.h"

#include "base/limits.h"

namespace qy::storage::events {
namespace {

constexpr Statement kInsert{"trace_event.insert",
                            "INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record, "
                            "pointer_lot_id) VALUES ($lot, $at, "
                            "$event, $recorder, $step, $record, $pointer)"};
constexpr Statement kRecordsAt{"trace_event.records_at",
                               "SELECT record FROM trace_event WHERE lot_id = $lot AND event_at = $at AND recorder_id "
                               "= $recorder AND step = $step AND record <> '' ORDER BY event_id"};
constexpr Statement kFindKey{"event_key.find",
                             "SELECT content_hash, derived, submission_id, event_id FROM event_key WHERE recorder_id = "
                             "$recorder AND event_key = $key"};
constexpr Statement kReserveKey{"event_key.reserve",
                                "INSERT INTO event_key (recorder_id, event_key, content_hash, derived, submission_id, "
                                "event_id) VALUES ($recorder, $key, $hash, $derived, $submission, $event)"};
constexpr Statement kPublishKey{
    "event_key.publish",
    "UPDATE event_key SET recorder_id = $recorder, event_key = $key, event_id = $event WHERE recorder_id = "
    "$reserved_for AND event_key = $reserved_key"};
constexpr Statement kReleaseKeys{"event_key.release",
                                 "DELETE FROM event_key WHERE submission_id = $submission AND event_id IS NULL"};

}  // namespace

Result<void> insert(Writer& writer, const model::TraceEvent& event, std::string_view record,
                    const std::vector<model::LotId>& subjects) {
    std::vector<BindRow> rows;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const bool full = i < limits::event_subject_copies_max;
        rows.push_back({{"lot", subjects[i]},
                        {"at", event.event_time.at},
                        {"event", event.id},
                        {"recorder", event.recorder},
                        {"step", model::to_string(event.step)},
                        {"record", full ? record : std::string_view()},
                        {"pointer", full ? model::LotId() : subjects.front()}});
    }
    QY_TRY(inserted, writer.run_many(kInsert, rows));
    QY_ASSERT(inserted == static_cast<std::int64_t>(rows.size()));
    return {};
}

Result<std::vector<std::string>> records_at(Reader& reader, const model::TraceEvent& event) {
    return reader.all(kRecordsAt,
                      {{"lot", event.lot},
                       {"at", event.event_time.at},
                       {"recorder", event.recorder},
                       {"step", model::to_string(event.step)}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

Result<std::optional<EventKey>> find_key(Reader& reader, model::PartyId recorder, std::string_view key) {
    // A recorder without an id yet is stored as 0: part of a primary key, so never null.
    return reader.first(kFindKey, {{"recorder", recorder.number()}, {"key", key}}, [](const Row& row) {
        return EventKey{std::string(row.text(0)), row.flag(1), row.id<model::SubmissionId>(2),
                        row.id<model::EventId>(3)};
    });
}

Result<void> reserve_key(Writer& writer, model::PartyId recorder, std::string_view key, const EventKey& content) {
    QY_TRY(inserted, writer.run(kReserveKey, {{"recorder", recorder.number()},
                                              {"key", key},
                                              {"hash", content.content_hash},
                                              {"derived", content.derived},
                                              {"submission", content.submission},
                                              {"event", content.event}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<void> publish_key(Writer& writer, model::PartyId reserved_for, std::string_view reserved_key,
                         model::PartyId recorder, std::string_view key, model::EventId event) {
    QY_TRY(changed, writer.run(kPublishKey, {{"reserved_for", reserved_for.number()},
                                             {"reserved_key", reserved_key},
                                             {"recorder", recorder.number()},
                                             {"key", key},
                                             {"event", event}}));
    return changed == 1 ? Result<void>() : corrupt("event_key.missing");
}

Result<void> release_keys(Writer& writer, model::SubmissionId submission) {
    QY_TRY(released, writer.run(kReleaseKeys, {{"submission", submission}}));
    (void)released;
    return {};
}

}  // namespace qy::storage::events
