#pragma once
// One row on its way in: known already? by whose policy? submitted, and published when policy says so.
#include <string>
#include <vector>

#include "base/result.h"
#include "business/capture.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"
#include "resolve.h"
#include "row_content.h"
#include "storage/submission_store.h"

namespace qy::business {

/// What all rows of one upload share.
struct CaptureTask {
    const model::Actor& actor;
    model::PartyId recorder;
    model::ImportId import;
};

/// A row with what follows from it alone, worked out before the writer's turn, for which everybody else waits.
struct ReadyRow {
    std::int64_t line = 0;
    std::vector<model::RowFault> faults;
    RowContent content;
    std::string content_hash;
    storage::submissions::ReadyChanges changes;  ///< of its submission
};
[[nodiscard]] ReadyRow ready_row(const model::RowDraft& draft, model::PartyId recorder);

struct CapturedRow {
    model::RowStatus status;
    bool published = false;
};

/// Whether the actor may record for this party. Errors: denied `capture.not_allowed`; not_found `party.not_found`
/// {party}, for every other party's people.
Result<void> check_recorder(const model::Actor& actor, model::PartyId recorder);

/// What becomes of a row whose keys are known: exists or conflict; nullopt for a new one.
Result<std::optional<model::RowOutcome>> outcome_of_known(storage::Reader& reader, const ReadyRow& row);

/// The publication of rows of this task.
[[nodiscard]] Publication publication_of(storage::Writer& writer, const Services& services, const CaptureTask& task);

/// Takes one row: `exists` when its keys are known with the same content, `conflict` when the client's key stands for
/// other content, `rejected` with the draft's faults, else `accepted`. Errors: those of storage; and those of a row
/// that cannot be published, which may then be half done: the caller undoes the whole transaction.
Result<CapturedRow> take_row(Publication& publication, const CaptureTask& task, const ReadyRow& row);

/// The same under a savepoint of its own: a row that cannot be published leaves nothing behind and is `rejected`, or
/// `conflict`, with its faults. Errors: those of storage only.
Result<CapturedRow> try_row(Publication& publication, const CaptureTask& task, const ReadyRow& row);

/// Faults of the machine stop an import; faults of a row become its status.
[[nodiscard]] bool is_of_the_row(const Error& error);

/// Whether a later row of the file may make what this one names.
[[nodiscard]] bool waits_for_another_row(const model::RowStatus& status);

/// The same for one registry record.
Result<model::RowStatus> capture_registry_record(storage::Writer& writer, const Services& services,
                                                 const CaptureTask& task, const Json& record, std::int64_t line);

/// The record of the upload itself, before its rows and after them, where it is also audited.
Result<void> begin_import(storage::Writer& writer, const CaptureTask& task, const std::string& file_name, Time now);
Result<void> finish_import(storage::Writer& writer, const CaptureTask& task, const CaptureReport& report, Time now);

}  // namespace qy::business
