#include "capture_row.h"

#include <algorithm>
#include <iterator>

#include "apply.h"
#include "arrival.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/change_feed.h"
#include "business/registry.h"
#include "epcis_writer.h"
#include "product_told.h"
#include "publish.h"
#include "row_content.h"
#include "same_record.h"
#include "storage/event_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"
#include "trial.h"

namespace qy::business {
namespace {

using model::RowOutcome;
using model::RowStatus;

void add_fault(RowStatus& status, const Error& error) {
    if (error.others.empty()) {
        status.faults.push_back({error.path, error.code, error.arguments});
        return;
    }
    for (const auto& other : error.others) add_fault(status, other);
}

/// True for an event of this installation that came back, in a document or as a row of an export: its key names it and
/// its record's hash.
Result<bool> is_own_event(storage::Reader& reader, const RowContent& row) {
    if (row.events.empty()) return false;
    const auto& key = row.events.front().client_key;
    const auto id = event_of_own_id(key);
    if (!id) return false;
    QY_TRY(event, storage::events::find(reader, model::Reach::everything(), id));
    return event && own_event_id(*event) == key;
}

Result<std::optional<storage::events::EventKey>> stored_key(storage::Reader& reader, const RowKey& key) {
    QY_TRY(found, storage::events::find_key(reader, key.recorder, key.reserved_key()));
    if (found || !key.recorder) return found;
    const RowKey unnamed{{}, key.recorder_name, key.key};  // reserved before its recorder had an id
    return storage::events::find_key(reader, {}, unnamed.reserved_key());
}

/// A row whose client's keys all stand for published events that say the same: one of an archive, or one that was sent
/// in other words before.
Result<bool> is_published_already(storage::Reader& reader, const RowContent& row, const std::vector<RowKey>& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        QY_TRY(known, stored_key(reader, keys[i]));
        if (!known || !known->event) return false;
        QY_TRY(event, storage::events::find(reader, model::Reach::everything(), known->event));
        if (!event) return false;
        QY_TRY(same, says_the_same(reader, *event, row.lot.ref, row.events[i]));
        if (!same) return false;
    }
    return true;
}

/// exists, conflict, or nullopt for a row that is new.
Result<std::optional<RowOutcome>> known_outcome(storage::Reader& reader, const RowContent& row,
                                                const std::vector<RowKey>& keys, const std::string& content_hash) {
    QY_TRY(own, is_own_event(reader, row));
    if (own) return std::optional(RowOutcome::exists);
    for (const auto& key : keys) {
        QY_TRY(found, stored_key(reader, key));
        if (!found) continue;
        if (!row.has_client_key() || found->content_hash == content_hash) return std::optional(RowOutcome::exists);
        QY_TRY(same, row.is_document() ? Result<bool>(false) : is_published_already(reader, row, keys));
        return std::optional(same ? RowOutcome::exists : RowOutcome::conflict);
    }
    if (!row.is_of_product()) return std::optional<RowOutcome>();
    QY_TRY(told, is_told_already(reader, row));
    return told ? std::optional(RowOutcome::exists) : std::nullopt;
}

/// A submission of this task; its changes are the caller's to add.
model::Submission submission_for(const Services& services, const CaptureTask& task, model::PartyId party, Time now) {
    model::Submission submission;
    submission.id = services.ids.next<model::SubmissionId>();
    submission.import = task.import;
    submission.party = party;
    submission.author = task.actor.name;
    submission.author_user = task.actor.user;
    submission.channel = task.actor.channel;
    submission.state = model::SubmissionState::submitted;
    submission.created_at = now;
    return submission;
}

/// Publishes at once and records the keys with their events.
Result<void> publish_now(Publication& publication, model::Submission& submission, const ReadyRow& row,
                         const std::vector<RowKey>& keys) {
    publication.names_person = false;
    publication.warnings.clear();
    publication.brand = {};
    QY_TRY(published, publish_row(publication, row.content));
    submission.brand = publication.brand;
    for (std::size_t i = 0; i < published.size(); ++i) {
        QY_CHECK(storage::events::reserve_key(publication.writer, published[i].recorder, keys[i].key,
                                              {row.content_hash, !row.content.has_client_key(), submission.id,
                                               published[i].event, row.changes.is_protected}));
    }
    if (row.content.is_of_product()) {
        QY_CHECK(storage::events::reserve_key(publication.writer, keys.front().recorder, keys.front().reserved_key(),
                                              {row.content_hash, true, submission.id, {}, false}));
    }
    submission.names_person = publication.names_person;
    submission.state = model::SubmissionState::approved;
    submission.decided_by = "policy";
    return {};
}

Result<void> reserve_for_review(storage::Writer& writer, model::Submission& submission, const ReadyRow& row,
                                const std::vector<RowKey>& keys) {
    QY_TRY(person, storage::submissions::names_farmer(writer, row.changes));
    submission.names_person = person;
    for (const auto& key : keys) {
        QY_CHECK(storage::events::reserve_key(
            writer, key.recorder, key.reserved_key(),
            {row.content_hash, !row.content.has_client_key(), submission.id, {}, row.changes.is_protected}));
    }
    return {};
}

/// Whether publishing it may find something to warn of: a sale, a part taken, something made of something.
bool may_warn(const RowContent& row) {
    return std::ranges::any_of(row.events, [](const model::EventDraft& event) {
        const auto kind = model::kind_of(event.step);
        return kind == model::InfoKind::sales || !event.inputs.empty() ||
               (kind == model::InfoKind::logistics && event.quantity);
    });
}

/// What publishing a row that waits for review would warn of now. A row that could not be published yet warns of
/// nothing: its reviewer hears why. Errors also: those of check_may_tell, where the row adds to its product.
Result<std::vector<model::RowFault>> warnings_if_published(Publication& publication, const RowContent& row) {
    const auto may_tell = check_may_tell(publication, row.lot);
    if (may_tell.ok() && !may_warn(row)) return std::vector<model::RowFault>();
    publication.warnings.clear();
    auto told = tried_out(publication.writer, [&]() -> Result<std::vector<model::RowFault>> {
        QY_TRY(published, publish_row(publication, row));
        (void)published;
        return std::move(publication.warnings);
    });
    publication.known.forget();
    publication.warnings.clear();
    const bool may_not = !told.ok() && !may_tell.ok() && told.error().code == may_tell.error().code;
    if (!told.ok() && !may_not && is_of_the_row(told.error())) return std::vector<model::RowFault>();
    return told;
}

/// The row with these warnings among its own, for its reviewers.
ReadyRow with_warnings(ReadyRow row, const std::vector<model::RowFault>& warnings) {
    auto& own = row.content.warnings;
    own.insert(own.end(), warnings.begin(), warnings.end());
    std::vector<model::Change> changes(1);
    changes.front().content = to_json(row.content);
    row.changes = storage::submissions::ready_changes(std::move(changes));
    return row;
}

/// Policies are read once for all rows; what a row is about only when one of them asks, or it waits.
Result<Arrival> arrival_of_row(Publication& publication, const CaptureTask& task, const RowContent& row,
                               SubmissionFacts& facts) {
    auto& known = publication.known.policies;
    if (!known) {
        QY_TRY(policies, storage::policies::all(publication.writer));
        known = std::move(policies);
    }
    facts = {publication.party, task.actor.channel, model::ChangeKind::row, {}, {}, {}};
    const auto& first = *known;
    const bool asks = std::ranges::any_of(first, [&](const storage::policies::Policy& policy) {
        const bool may_fit = (!policy.party || policy.party == facts.party) &&
                             (!policy.channel || policy.channel == facts.channel) &&
                             (!policy.kind || policy.kind == facts.kind);
        return may_fit && (policy.asks_for_product() || policy.decision == storage::policies::Decision::sample);
    });
    if (asks) {
        QY_TRY(whole, facts_of_row(publication.writer, publication.party, task.actor.channel, row));
        facts = std::move(whole);
    }
    QY_TRY(arrival, arrival_of(*known, publication.services.keys, facts));
    if (!arrival.passes && !asks) {
        QY_TRY(whole, facts_of_row(publication.writer, publication.party, task.actor.channel, row));
        facts = std::move(whole);
    }
    return arrival;
}

}  // namespace

Result<void> check_recorder(const model::Actor& actor, model::PartyId recorder) {
    if (!actor.may(model::Permission::record_events)) return denied("capture.not_allowed");
    if (!is_trusted(actor.channel) && recorder != actor.party) {
        return not_found("party.not_found", {recorder.to_string()});
    }
    return {};
}

Result<std::optional<RowOutcome>> outcome_of_known(storage::Reader& reader, const ReadyRow& row) {
    QY_TRY(keys, row_keys(reader, row.content));
    return known_outcome(reader, row.content, keys, row.content_hash);
}

bool waits_for_another_row(const model::RowStatus& status) {
    return std::any_of(status.faults.begin(), status.faults.end(),
                       [](const model::RowFault& fault) { return fault.code == "inputs.unknown_lot"; });
}

bool is_of_the_row(const Error& error) {
    switch (error.kind) {
        case ErrorKind::invalid:
        case ErrorKind::denied:
        case ErrorKind::not_found:
        case ErrorKind::conflict:
        case ErrorKind::too_large:
            return true;
        default:
            return false;
    }
}

ReadyRow ready_row(const model::RowDraft& draft, model::PartyId recorder) {
    ReadyRow row;
    row.line = draft.line;
    row.faults = draft.faults;
    if (!row.faults.empty()) return row;
    row.content = row_content(draft, recorder);
    std::vector<model::Change> changes(1);
    changes.front().content = to_json(row.content);
    // An event of another program's document is the same when its own hash is.
    row.content_hash = row.content.is_document() ? row.content.source_hash : content_hash_of(changes.front().content);
    row.changes = storage::submissions::ready_changes(std::move(changes));
    return row;
}

Publication publication_of(storage::Writer& writer, const Services& services, const CaptureTask& task) {
    return {writer,
            services,
            task.actor,
            services.clock.now(),
            task.recorder ? task.recorder : task.actor.party,
            is_trusted(task.actor.channel)};
}

Result<CapturedRow> take_row(Publication& publication, const CaptureTask& task, const ReadyRow& row) {
    CapturedRow captured;
    captured.status.line = row.line;
    if (!row.faults.empty()) {
        captured.status.outcome = RowOutcome::rejected;
        captured.status.faults = row.faults;
        return captured;
    }
    auto& writer = publication.writer;
    QY_TRY(keys, row_keys(writer, row.content));
    QY_TRY(known, known_outcome(writer, row.content, keys, row.content_hash));
    if (known) {
        captured.status.outcome = *known;
        if (*known == RowOutcome::conflict) {
            captured.status.faults.push_back({"event_key", "event_key.conflict", {keys.front().key}});
        }
        return captured;
    }
    auto submission = submission_for(publication.services, task, publication.party, publication.now);
    captured.status.warnings = row.content.warnings;
    SubmissionFacts facts;
    QY_TRY(arrival, arrival_of_row(publication, task, row.content, facts));
    note_arrival(submission, arrival);
    if (arrival.passes) {
        QY_CHECK(publish_now(publication, submission, row, keys));
        captured.published = true;
        std::ranges::move(publication.warnings, std::back_inserter(captured.status.warnings));
        QY_CHECK(storage::submissions::insert(writer, submission, row.changes));
        return captured;
    }
    QY_TRY(warnings, warnings_if_published(publication, row.content));
    std::ranges::copy(warnings, std::back_inserter(captured.status.warnings));
    submission.brand = facts.brand;
    const ReadyRow waiting = warnings.empty() ? row : with_warnings(row, warnings);
    QY_CHECK(reserve_for_review(writer, submission, waiting, keys));
    QY_CHECK(storage::submissions::insert(writer, submission, waiting.changes));
    QY_CHECK(add_review_task(writer, publication.services, submission, facts, arrival, publication.now));
    QY_CHECK(
        note_change(writer, {0, publication.now, model::ChangedThing::submission, submission.id.number(),
                             submission.party, submission.brand, std::string(model::to_string(submission.state))}));
    return captured;
}

Result<CapturedRow> try_row(Publication& publication, const CaptureTask& task, const ReadyRow& row) {
    auto taken = publication.writer.nested([&] { return take_row(publication, task, row); });
    if (taken.ok()) return taken;
    publication.known.forget();
    if (!is_of_the_row(taken.error())) return taken;
    CapturedRow captured;
    captured.status.line = row.line;
    captured.status.outcome = taken.error().kind == ErrorKind::conflict ? RowOutcome::conflict : RowOutcome::rejected;
    add_fault(captured.status, taken.error());
    return captured;
}

Result<RowStatus> capture_registry_record(storage::Writer& writer, const Services& services, const CaptureTask& task,
                                          const Json& record, std::int64_t line) {
    RowStatus status;
    status.line = line;
    auto outcome = writer.nested([&]() -> Result<RowOutcome> {
        QY_TRY(applied, apply_registry_record(writer, services, record, task.actor));
        if (applied != RowOutcome::accepted) return applied;
        auto submission = submission_for(services, task, task.actor.party, services.clock.now());
        submission.changes.push_back({model::ChangeKind::registry, 0, 0, record});
        submission.state = model::SubmissionState::approved;
        submission.decided_by = "policy";
        QY_CHECK(storage::submissions::insert(writer, submission));
        return applied;
    });
    if (outcome.ok()) {
        status.outcome = *outcome;
        if (status.outcome == RowOutcome::conflict) status.faults.push_back({"", "registry.differs", {}});
        return status;
    }
    if (!is_of_the_row(outcome.error())) return std::move(outcome).error();
    status.outcome = RowOutcome::rejected;
    add_fault(status, outcome.error());
    return status;
}

Result<void> begin_import(storage::Writer& writer, const CaptureTask& task, const std::string& file_name, Time now) {
    return storage::submissions::insert_import(
        writer, {task.import, task.recorder ? task.recorder : task.actor.party, task.actor.name, file_name, now});
}

Result<void> finish_import(storage::Writer& writer, const CaptureTask& task, const CaptureReport& report, Time now) {
    storage::submissions::Import import;
    import.id = task.import;
    import.accepted = report.accepted;
    import.already = report.exists;
    import.rejected = report.rejected;
    QY_CHECK(storage::submissions::finish_import(writer, import));
    return write_audit(writer, task.actor,
                       {"event.capture",
                        "import:" + task.import.to_string(),
                        "ok",
                        {{"accepted", report.accepted}, {"exists", report.exists}, {"rejected", report.rejected}}},
                       now);
}

}  // namespace qy::business
