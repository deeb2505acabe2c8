#pragma once
// Trace events and their keys, as publishing writes them. Errors: those of the port.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/ids.h"
#include "model/trace_event.h"
#include "storage/store.h"

namespace qy::storage::events {

/// Stores the event under each of `subjects`: the full record for the first limits::event_subject_copies_max, then
/// pointers.
Result<void> insert(Writer& writer, const model::TraceEvent& event, std::string_view record,
                    const std::vector<model::LotId>& subjects);
/// The records that the same recorder has of the same lot, step and instant as this event.
Result<std::vector<std::string>> records_at(Reader& reader, const model::TraceEvent& event);

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

/// The records of these events, each once, in any order.
struct EventRecord {
    model::EventId event;
    std::string record;
};
Result<std::vector<EventRecord>> records(Reader& reader, std::span<const std::int64_t> events);

/// A reserved or published key. `event` is none until publication.
struct EventKey {
    std::string content_hash;
    bool derived = false;
    model::SubmissionId submission;
    model::EventId event;
};

Result<std::optional<EventKey>> find_key(Reader& reader, model::PartyId recorder, std::string_view key);
/// Errors: conflict `storage.duplicate`.
Result<void> reserve_key(Writer& writer, model::PartyId recorder, std::string_view key, const EventKey& content);
/// Gives the key its recorder (it may have been reserved before the recorder had an id) and its event.
Result<void> publish_key(Writer& writer, model::PartyId reserved_for, std::string_view reserved_key,
                         model::PartyId recorder, std::string_view key, model::EventId event);
/// Rejection or withdrawal frees the keys of a submission.
Result<void> release_keys(Writer& writer, model::SubmissionId submission);

}  // namespace qy::storage::events
