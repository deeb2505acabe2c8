#pragma once
// Trace events and their keys, as publishing writes them. Errors: those of the port.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/ids.h"
#include "model/role.h"
#include "model/trace_event.h"
#include "storage/store.h"

namespace qy::storage::events {

/// Stores the event under each of `subjects`: the full record for the first limits::event_subject_copies_max, then
/// pointers. `record` is to_json(event); its protected contents are sealed, and persons in it can be found (persons.h).
Result<void> insert(Writer& writer, const model::TraceEvent& event, const Json& record,
                    const std::vector<model::LotId>& subjects);
/// Writes the record of an event anew under every subject that holds it in full, and whom it names. For sealing and
/// erasure: an event itself never changes. Errors: conflict `storage.changed` (no such event).
Result<void> rewrite(Writer& writer, const model::TraceEvent& event);
/// The event by its id; nothing for one whose recorder is not reached. Errors: those of read_record.
Result<std::optional<model::TraceEvent>> find(Reader& reader, const model::Reach& reach, model::EventId id);
/// The events that the same recorder has of the same lot, step and instant as this one. Errors: those of read_record.
Result<std::vector<model::TraceEvent>> events_at(Reader& reader, const model::TraceEvent& event);
/// The event of a stored record, with what was sealed in it. Errors: corrupt `event.corrupt` {member} (also when the
/// record tells of another event than `id`: it was copied from another row), `field.damaged`.
Result<model::TraceEvent> read_record(const Vault& vault, model::EventId id, std::string_view record);
/// What stands in `record` for this event: canonical JSON, the protected contents together in one sealed member that
/// opens for this event only; without such contents nothing is sealed.
Result<std::string> stored_record(const Vault& vault, model::EventId id, const Json& record);

/// The steps that are told of these lots, each once.
Result<std::vector<model::Step>> steps_of(Reader& reader, std::span<const std::int64_t> lots);

/// The submission that brought the event; none when it came without one.
Result<model::SubmissionId> submission_of(Reader& reader, model::EventId event);

/// Published events in the order of the ledger, after `position` (-1: from the first).
struct PublishedAt {
    std::int64_t position = 0;
    model::EventId event;
};
Result<std::vector<PublishedAt>> published_after(Reader& reader, std::int64_t position, std::int64_t limit);
Result<std::optional<model::EventId>> newest(Reader& reader);

/// Events stored under one lot in the order of their times, after the one named by `at` and `event` (none: from the
/// first).
struct EventAt {
    Time at;
    model::EventId event;
};
Result<std::vector<EventAt>> of_lot_after(Reader& reader, model::LotId lot, const EventAt& after, std::int64_t limit);

/// These events as far as their recorders are reached, each once, in any order. Errors: those of read_record.
Result<std::vector<model::TraceEvent>> find_all(Reader& reader, const model::Reach& reach,
                                                std::span<const std::int64_t> events);

/// A reserved or published key. `event` is none until publication.
struct EventKey {
    std::string content_hash;  ///< empty for a derived key, whose equality alone counts
    bool derived = false;
    model::SubmissionId submission;
    model::EventId event;
    bool is_protected = false;  ///< the row holds protected values, which its hash could help to guess
};

Result<std::optional<EventKey>> find_key(Reader& reader, model::PartyId recorder, std::string_view key);
/// Errors: conflict `storage.duplicate`.
Result<void> reserve_key(Writer& writer, model::PartyId recorder, std::string_view key, const EventKey& content);
/// Gives the key its recorder (it may have been reserved before the recorder had an id) and its event.
Result<void> publish_key(Writer& writer, model::PartyId reserved_for, std::string_view reserved_key,
                         model::PartyId recorder, std::string_view key, model::EventId event);
/// Seals the content hash of a key under the present key; that of a derived key is removed, and of a protected row its
/// plain hash becomes a keyed one.
Result<void> seal_key_anew(Writer& writer, model::PartyId recorder, std::string_view key, bool is_protected);
/// Rejection or withdrawal frees the keys of a submission.
Result<void> release_keys(Writer& writer, model::SubmissionId submission);

}  // namespace qy::storage::events
