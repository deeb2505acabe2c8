#pragma once
// Background imports: jobs and outcomes of their rows. (clauses 5.2, 6.2.3) Errors: those of the port.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "model/import_job.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::imports {

Result<void> insert(Writer& writer, const model::ImportJob& job);
/// Nullopt also for one that is out of reach: by its party, whose rows it brings.
Result<std::optional<model::ImportJob>> find(Reader& reader, const model::Reach& reach, model::ImportId id);
/// Newest first, ids below `before` (none: from the newest).
Result<std::vector<model::ImportJob>> list(Reader& reader, const model::Reach& reach, model::ImportId before,
                                           std::int64_t limit);

/// Who is at work on a job, and until when nobody else may be.
struct Lease {
    std::int64_t worker = 0;  ///< the node of a program's ids: two programs that run at once never share one
    Time now;
    Time until;
};
/// The running job with the lowest id above `after` that no other worker holds.
Result<std::optional<model::ImportJob>> next_running(Reader& reader, model::ImportId after, const Lease& lease);
/// Takes the job, or holds it longer. False: it runs no more, or another worker holds it.
Result<bool> claim(Writer& writer, model::ImportId id, const Lease& lease);
/// Writes progress (pass, position, counts, file_rows, attachments, state), if the job still runs, stands where
/// `before` stood and is this worker's. False: nothing is written, and the caller undoes its work.
Result<bool> advance(Writer& writer, const model::ImportJob& before, const model::ImportJob& job, const Lease& lease);
/// Moves one of these states to `to`, with a fault for `failed`; progress stays as it is. False: its state is another.
Result<bool> set_state(Writer& writer, model::ImportId id, std::span<const model::ImportState> from,
                       const model::ImportJob& to);

/// What became of one row. `faults` and `warnings`: JSON.
struct RowRecord {
    std::int64_t line = 0;
    std::string outcome;
    std::string faults;
    std::string warnings = "[]";
};
/// Replaces what was known of these lines.
Result<void> put_rows(Writer& writer, model::ImportId import, const std::vector<RowRecord>& rows);
/// Lines from `first`, at most `limit`, in order.
Result<std::vector<RowRecord>> rows(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit);
/// Rows that still wait are rejected: nothing they wait for will come.
Result<void> reject_deferred(Writer& writer, model::ImportId import);

}  // namespace qy::storage::imports
