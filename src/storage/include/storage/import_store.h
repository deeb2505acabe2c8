#pragma once
// Background imports: jobs, outcomes of their rows, uploads, mappings. (clauses 5.2, 6.2.3) Errors: those of the port.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/import_job.h"
#include "storage/store.h"

namespace qy::storage::imports {

Result<void> insert(Writer& writer, const model::ImportJob& job);
Result<std::optional<model::ImportJob>> find(Reader& reader, model::ImportId id);
/// Of one party, or of all (none), newest first, ids below `before` (none: from the newest).
Result<std::vector<model::ImportJob>> list(Reader& reader, model::PartyId party, model::ImportId before,
                                           std::int64_t limit);
/// The running job with the lowest id above `after`.
Result<std::optional<model::ImportJob>> next_running(Reader& reader, model::ImportId after);
/// Progress: pass, position, counts, file_rows, state and fault. Errors: conflict `storage.changed`.
Result<void> set_progress(Writer& writer, const model::ImportJob& job);

/// What became of one row. `faults`: JSON.
struct RowRecord {
    std::int64_t line = 0;
    std::string outcome;
    std::string faults;
};
/// Replaces what was known of the line.
Result<void> put_row(Writer& writer, model::ImportId import, const RowRecord& row);
/// Lines from `first`, at most `limit`, in order.
Result<std::vector<RowRecord>> rows(Reader& reader, model::ImportId import, std::int64_t first, std::int64_t limit);
/// Rows that still wait are rejected: nothing they wait for will come.
Result<void> reject_deferred(Writer& writer, model::ImportId import);

struct Upload {
    model::ImportUploadId id;
    model::PartyId party;
    std::string author;
    std::int64_t bytes = 0;
    Time created_at;
};
Result<void> insert_upload(Writer& writer, const Upload& upload);
Result<std::optional<Upload>> find_upload(Reader& reader, model::ImportUploadId id);
/// Errors: conflict `storage.changed` (no such upload, or it has another size).
Result<void> grow_upload(Writer& writer, model::ImportUploadId id, std::int64_t from, std::int64_t to);
Result<void> remove_upload(Writer& writer, model::ImportUploadId id);
/// Begun before `before`, at most `limit`.
Result<std::vector<Upload>> old_uploads(Reader& reader, Time before, std::int64_t limit);

/// What the party said of columns: title → field name or "-".
Result<std::map<std::string, std::string>> mapping_of(Reader& reader, model::PartyId party);
Result<void> keep_mapping(Writer& writer, model::PartyId party, std::string_view title, std::string_view field);

}  // namespace qy::storage::imports
