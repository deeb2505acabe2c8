#include "storage/event_store.h"

#include <algorithm>

#include "base/limits.h"
#include "storage/ledger_store.h"

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

constexpr Statement kPublishedAfter{"ledger_entry.events_after",
                                    "SELECT position, record_id FROM ledger_entry WHERE position > $position AND kind "
                                    "= 'event' ORDER BY position LIMIT $limit"};
constexpr Statement kNewestBetween{"ledger_entry.newest_event",
                                   "SELECT record_id FROM ledger_entry WHERE position >= $from AND position < $to AND "
                                   "kind = 'event' ORDER BY position DESC LIMIT 1"};
constexpr Statement kOfLotAfter{"trace_event.of_lot_after",
                                "SELECT event_at, event_id FROM trace_event WHERE lot_id = $lot AND (event_at > $at OR "
                                "(event_at = $at AND event_id "
                                "> $event)) ORDER BY event_at, event_id LIMIT $limit"};
constexpr Statement kRecords{"trace_event.records",
                             "SELECT event_id, record FROM trace_event WHERE event_id {in:events} AND record <> ''"};

}  // namespace

Result<void> insert(Writer& writer, const model::TraceEvent& event, std::string_view record,
                    const std::vector<model::LotId>& subjects) {
    std::vector<BindRow> rows;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const bool small = (i + 1) * record.size() <= limits::event_copies_bytes_max;
        const bool full = i == 0 || (i < limits::event_subject_copies_max && small);
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

Result<std::vector<PublishedAt>> published_after(Reader& reader, std::int64_t position, std::int64_t limit) {
    return reader.all(kPublishedAfter, {{"position", position}, {"limit", limit}}, [](const Row& row) {
        return PublishedAt{row.integer(0), row.id<model::EventId>(1)};
    });
}

Result<std::optional<model::EventId>> newest(Reader& reader) {
    constexpr std::int64_t kStep = 1'000;  // other entries that may lie behind it are few
    QY_TRY(end, ledger::size(reader));
    for (std::int64_t to = end; to > 0; to -= kStep) {
        QY_TRY(found, reader.first(kNewestBetween, {{"from", to - kStep}, {"to", to}},
                                   [](const Row& row) { return row.id<model::EventId>(0); }));
        if (found) return found;
    }
    return std::optional<model::EventId>();
}

Result<std::vector<EventAt>> of_lot_after(Reader& reader, model::LotId lot, const EventAt& after, std::int64_t limit) {
    return reader.all(kOfLotAfter, {{"lot", lot}, {"at", after.at}, {"event", after.event.number()}, {"limit", limit}},
                      [](const Row& row) {
                          return EventAt{row.time(0), row.id<model::EventId>(1)};
                      });
}

Result<std::vector<EventRecord>> records(Reader& reader, std::span<const std::int64_t> events) {
    std::vector<EventRecord> found;
    QY_CHECK(reader.each(kRecords, {{"events", events}}, [&](const Row& row) -> Result<void> {
        const auto id = row.id<model::EventId>(0);
        // An event has a copy under each of its lots; all are the same.
        const bool known = std::ranges::any_of(found, [&](const auto& other) { return other.event == id; });
        if (!known) found.push_back({id, std::string(row.text(1))});
        return {};
    }));
    return found;
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
