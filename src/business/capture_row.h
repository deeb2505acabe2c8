#pragma once
// One row on its way in: known already? by whose policy? submitted, and published when policy says so.
#include <string>

#include "base/result.h"
#include "business/capture.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// What all rows of one upload share.
struct CaptureTask {
    const model::Actor& actor;
    model::PartyId recorder;
    model::ImportId import;
};

struct CapturedRow {
    model::RowStatus status;
    bool published = false;
};

/// Takes one row: `exists` when its keys are known with the same content, `conflict` when the client's key stands for
/// other content, `rejected` with faults when it cannot be published, else `accepted`. A row that fails leaves nothing
/// behind. Errors: those of storage only; everything about the row is in its status.
Result<CapturedRow> capture_row(storage::Writer& writer, const Services& services, const CaptureTask& task,
                                model::RowDraft& draft);

/// The same for one registry record.
Result<model::RowStatus> capture_registry_record(storage::Writer& writer, const Services& services,
                                                 const CaptureTask& task, const Json& record, std::int64_t line);

Result<void> begin_import(const Services& services, const CaptureTask& task, const std::string& file_name);
Result<void> finish_import(const Services& services, const CaptureTask& task, const CaptureReport& report);

}  // namespace qy::business
