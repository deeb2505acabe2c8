#pragma once
// Imports in the background: a file comes in parts, is kept, and its rows are taken piece by piece, each piece one
// transaction with the position that it reaches. So a program that is killed goes on where the last piece ended: no
// row twice, none missing. (clauses 5.2, 6.2.3)
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"
#include "model/ids.h"
#include "model/import_job.h"

namespace qy::business {

struct ImportOrder {
    model::ImportUploadId upload;
    std::string file_name;
    model::PartyId recorder;  ///< as in Upload
    model::TableOptions reading;
    std::string file_hash;  ///< SM3 in hex that the file must have, or empty
};

/// What became of one row.
struct ImportRow {
    std::int64_t line = 0;
    std::string outcome;  ///< accepted, exists, conflict, rejected, deferred
    std::vector<model::RowFault> faults;
};

/// Safe from any thread.
class ImportDesk {
 public:
    /// `objects`: the folder of kept files.
    ImportDesk(const Services& services, std::string objects);
    ~ImportDesk();

    struct Received {
        model::ImportUploadId upload;
        std::int64_t bytes = 0;  ///< so far
    };
    /// One part of a file; `upload` none begins one. A part that is sent again at its place replaces what stands from
    /// there on only when it is the last. Errors: not_found `upload.not_found`; conflict `upload.offset` {bytes so
    /// far}; too_large `file.too_large` {MiB}; denied `capture.not_allowed`; unavailable `file.unwritable`.
    Result<Received> receive(const model::Actor& actor, model::ImportUploadId upload, std::int64_t offset,
                             ByteView bytes);

    /// Checks that the file can be read (its header, its columns) and begins the job. What the party said of columns
    /// before is used where this order says nothing, and what it says is kept. Errors: those of
    /// collection::open_table; not_found `upload.not_found`; invalid `upload.hash`; denied `capture.not_allowed`.
    Result<model::ImportJob> start(const model::Actor& actor, ImportOrder order);

    /// Errors: not_found `import.not_found`.
    Result<model::ImportJob> find(const model::Actor& actor, model::ImportId id) const;
    /// Newest first, ids below `before`.
    Result<std::vector<model::ImportJob>> list(const model::Actor& actor, model::ImportId before,
                                               std::int64_t limit) const;
    /// Errors: not_found `import.not_found`; conflict `import.state` {state}. What is done stays done.
    Result<model::ImportJob> pause(const model::Actor& actor, model::ImportId id);
    Result<model::ImportJob> resume(const model::Actor& actor, model::ImportId id);
    Result<model::ImportJob> cancel(const model::Actor& actor, model::ImportId id);

    /// What became of the rows, lines from `first`, at most `limit`.
    Result<std::vector<ImportRow>> rows(const model::Actor& actor, model::ImportId id, std::int64_t first,
                                        std::int64_t limit) const;

    /// One piece of a running job; false when there is nothing to do. A job that cannot go on is `failed`. Errors:
    /// those of storage; the piece is tried again by the next call.
    Result<bool> step();

 private:
    class Running;
    Result<model::ImportJob> move(const model::Actor& actor, model::ImportId id,
                                  const std::vector<model::ImportState>& from, model::ImportState to);
    Result<bool> step_of(model::ImportJob job);
    Result<void> fail(model::ImportJob job, const Error& error);

    const Services services_;
    const std::string objects_;
    std::mutex working_;  ///< one piece at a time
    std::unique_ptr<Running> running_;
    model::ImportId last_;  ///< jobs take turns
};

}  // namespace qy::business
