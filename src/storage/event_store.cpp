#include "storage/event_store.h"

#include <algorithm>

#include "base/limits.h"
#include "reach.h"
#include "storage/ledger_store.h"
#include "storage/persons.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::events {
namespace {

constexpr Statement kInsert{"trace_event.insert",
                            "INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record, "
                            "pointer_lot_id) VALUES ($lot, $at, "
                            "$event, $recorder, $step, $record, $pointer)"};
constexpr Statement kEventsAt{"trace_event.events_at",
                              "SELECT event_id, record FROM trace_event WHERE lot_id = $lot AND event_at = $at AND "
                              "recorder_id = $recorder AND step = $step AND record <> '' ORDER BY event_id"};
constexpr Statement kFind{"trace_event.find",
                          "SELECT record FROM trace_event WHERE event_id = $event AND record <> '' AND " QY_REACHED_OWN(
                              "trace_event.recorder_id") "LIMIT 1"};
constexpr Statement kRewrite{"trace_event.rewrite",
                             "UPDATE trace_event SET record = $record WHERE event_id = $event AND record <> ''"};
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
constexpr Statement kStepsOf{"trace_event.steps_of", "SELECT DISTINCT step FROM trace_event WHERE lot_id {in:lots}"};
constexpr Statement kSubmissionOf{"event_key.submission_of",
                                  "SELECT submission_id FROM event_key WHERE event_id = $event LIMIT 1"};
constexpr Statement kSetHash{
    "event_key.set_hash",
    "UPDATE event_key SET content_hash = $hash, event_key = $renewed WHERE recorder_id = $recorder AND event_key = "
    "$key"};
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
constexpr Statement kRecords{
    "trace_event.records",
    "SELECT event_id, record FROM trace_event WHERE event_id {in:events} AND record <> '' AND " QY_REACHED_OWN(
        "trace_event.recorder_id")};

constexpr std::size_t kHashDigits = 64;  // of a plain hash in a derived key: a keyed one has its epoch in front
constexpr std::string_view kContents = "contents";
constexpr std::string_view kSealed = "sealed";

Place place_of(model::EventId id) {
    return {"trace_event", "record", id.number()};
}

/// The content hash of a row tells nothing without its key: guessing a telephone number in it must not work.
Place hash_place(model::SubmissionId submission) {
    return {"event_key", "content_hash", submission.number()};
}

Result<std::string> stored_hash(const Vault& vault, const EventKey& key) {
    if (key.derived || key.content_hash.empty()) return std::string();
    if (!key.is_protected) return key.content_hash;
    return vault.seal(hash_place(key.submission), key.content_hash);
}

Result<void> add_persons(Writer& writer, const model::TraceEvent& event) {
    for (const auto& [field, value] : event.contents.items()) {
        const auto& row = model::row_of(field);
        if (row.data_class != model::DataClass::personal) continue;
        for (const auto& one : persons::values_of(row, value)) {
            QY_CHECK(persons::add(writer, "trace_event", event.id.number(), row.name, one));
        }
    }
    return {};
}

bool holds_protected(const JsonObject& contents) {
    return std::ranges::any_of(contents, [](const auto& member) {
        const auto field = model::field_of_name(member.key());
        return field && model::is_protected(model::row_of(*field).data_class);
    });
}

/// Takes the protected members out of an object of contents.
JsonObject take_protected(JsonObject& contents) {
    JsonObject taken;
    for (const auto& row : model::fields()) {
        if (!model::is_protected(row.data_class)) continue;
        const auto found = contents.find(row.name);
        if (found == contents.end()) continue;
        taken.emplace(found->key(), found->value());
        contents.erase(found);
    }
    return taken;
}

Result<void> open_sealed(const Vault& vault, model::EventId id, JsonObject& record) {
    const auto* const sealed = record.if_contains(kSealed);
    if (sealed == nullptr) return {};
    if (!sealed->is_string() || !is_sealed(sealed->as_string())) return corrupt("event.corrupt", {"sealed"});
    QY_TRY(text, vault.open(place_of(id), sealed->as_string()));
    QY_TRY(opened, parse_json(text));
    if (!opened.is_object()) return corrupt("event.corrupt", {"sealed"});
    record.erase(kSealed);
    if (!record.contains(kContents)) record.emplace(kContents, JsonObject());
    if (!record.at(kContents).is_object()) return corrupt("event.corrupt", {"contents"});
    auto& contents = record.at(kContents).as_object();
    for (auto& member : opened.as_object()) contents.emplace(member.key(), std::move(member.value()));
    return {};
}

}  // namespace

Result<std::string> stored_record(const Vault& vault, model::EventId id, const Json& record) {
    const auto* const contents = record.as_object().if_contains(kContents);
    if (contents == nullptr || !holds_protected(contents->as_object())) return canonical_text(record);
    Json open = record;
    auto& object = open.as_object();
    const JsonObject taken = take_protected(object.at(kContents).as_object());
    QY_TRY(sealed, vault.seal(place_of(id), canonical_text(taken)));
    if (object.at(kContents).as_object().empty()) object.erase(kContents);
    object.emplace(kSealed, std::move(sealed));
    return canonical_text(open);
}

Result<model::TraceEvent> read_record(const Vault& vault, model::EventId id, std::string_view record) {
    JsonScratch scratch;
    QY_TRY(json, parse_json(record, scratch.memory()));
    if (!json.is_object()) return corrupt("event.corrupt", {"record"});
    QY_CHECK(open_sealed(vault, id, json.as_object()));
    QY_TRY(event, model::event_from_json(json));
    if (event.id != id) return corrupt("event.corrupt", {"id"});
    return event;
}

Result<void> insert(Writer& writer, const model::TraceEvent& event, const Json& record,
                    const std::vector<model::LotId>& subjects) {
    QY_TRY(stored, stored_record(writer.vault(), event.id, record));
    QY_CHECK(add_persons(writer, event));
    std::vector<BindRow> rows;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const bool small = (i + 1) * stored.size() <= limits::event_copies_bytes_max;
        const bool full = i == 0 || (i < limits::event_subject_copies_max && small);
        rows.push_back({{"lot", subjects[i]},
                        {"at", event.event_time.at},
                        {"event", event.id},
                        {"recorder", event.recorder},
                        {"step", model::to_string(event.step)},
                        {"record", full ? std::string_view(stored) : std::string_view()},
                        {"pointer", full ? model::LotId() : subjects.front()}});
    }
    QY_TRY(inserted, writer.run_many(kInsert, rows));
    QY_ASSERT(inserted == static_cast<std::int64_t>(rows.size()));
    return {};
}

Result<void> rewrite(Writer& writer, const model::TraceEvent& event) {
    QY_TRY(stored, stored_record(writer.vault(), event.id, model::to_json(event)));
    QY_CHECK(update_row(writer, kRewrite, {{"event", event.id}, {"record", stored}}));
    QY_CHECK(persons::forget(writer, "trace_event", event.id.number()));
    return add_persons(writer, event);
}

Result<std::optional<model::TraceEvent>> find(Reader& reader, const model::Reach& reach, model::EventId id) {
    return first_of(reader, kFind, {{"event", id}, QY_REACH_OWN_BINDS(reach)},
                    [&](const Row& row) { return read_record(reader.vault(), id, row.text(0)); });
}

Result<std::vector<model::TraceEvent>> events_at(Reader& reader, const model::TraceEvent& event) {
    return all_of(
        reader, kEventsAt,
        {{"lot", event.lot},
         {"at", event.event_time.at},
         {"recorder", event.recorder},
         {"step", model::to_string(event.step)}},
        [&reader](const Row& row) { return read_record(reader.vault(), row.id<model::EventId>(0), row.text(1)); });
}

Result<std::vector<model::Step>> steps_of(Reader& reader, std::span<const std::int64_t> lots) {
    QY_TRY(names, reader.all(kStepsOf, {{"lots", lots}}, [](const Row& row) { return std::string(row.text(0)); }));
    std::vector<model::Step> steps;
    for (const auto& name : names) {
        if (const auto step = model::parse_step(name)) steps.push_back(*step);
    }
    return steps;
}

Result<model::SubmissionId> submission_of(Reader& reader, model::EventId event) {
    QY_TRY(found, reader.first(kSubmissionOf, {{"event", event}},
                               [](const Row& row) { return row.id<model::SubmissionId>(0); }));
    return found.value_or(model::SubmissionId());
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

Result<std::vector<model::TraceEvent>> find_all(Reader& reader, const model::Reach& reach,
                                                std::span<const std::int64_t> events) {
    std::vector<model::TraceEvent> found;
    QY_CHECK(
        reader.each(kRecords, {{"events", events}, QY_REACH_OWN_BINDS(reach)}, [&](const Row& row) -> Result<void> {
            const auto id = row.id<model::EventId>(0);
            // An event has a copy under each of its lots; all are the same.
            if (std::ranges::any_of(found, [&](const auto& other) { return other.id == id; })) return {};
            QY_TRY(event, read_record(reader.vault(), id, row.text(1)));
            found.push_back(std::move(event));
            return {};
        }));
    return found;
}

Result<std::optional<EventKey>> find_key(Reader& reader, model::PartyId recorder, std::string_view key) {
    // A recorder without an id yet is stored as 0: part of a primary key, so never null.
    const auto key_from = [&reader](const Row& row) -> Result<EventKey> {
        const auto submission = row.id<model::SubmissionId>(2);
        QY_TRY(hash, reader.vault().open(hash_place(submission), row.text(0)));
        return EventKey{std::move(hash), row.flag(1), submission, row.id<model::EventId>(3), is_sealed(row.text(0))};
    };
    return first_of(reader, kFindKey, {{"recorder", recorder.number()}, {"key", key}}, key_from);
}

Result<void> reserve_key(Writer& writer, model::PartyId recorder, std::string_view key, const EventKey& content) {
    QY_TRY(hash, stored_hash(writer.vault(), content));
    QY_TRY(inserted, writer.run(kReserveKey, {{"recorder", recorder.number()},
                                              {"key", key},
                                              {"hash", hash},
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

Result<void> seal_key_anew(Writer& writer, model::PartyId recorder, std::string_view key, bool is_protected) {
    QY_TRY(found, find_key(writer, recorder, key));
    if (!found) return {};
    found->is_protected = is_protected;
    QY_TRY(hash, stored_hash(writer.vault(), *found));
    std::string renewed(key);
    const auto end = key.find(':');
    if (found->derived && is_protected && end == kHashDigits) {
        QY_TRY(index, writer.vault().index("event_key", "event_key", key.substr(0, end)));
        renewed = index + std::string(key.substr(end));
    }
    return update_row(writer, kSetHash,
                      {{"recorder", recorder.number()}, {"key", key}, {"renewed", renewed}, {"hash", hash}});
}

Result<void> release_keys(Writer& writer, model::SubmissionId submission) {
    QY_TRY(released, writer.run(kReleaseKeys, {{"submission", submission}}));
    (void)released;
    return {};
}

}  // namespace qy::storage::events
