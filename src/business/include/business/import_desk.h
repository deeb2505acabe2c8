#pragma once
// Imports in the background: a file comes in parts, is kept sealed, and its rows are taken piece by piece, each piece
// one transaction with the position that it reaches. So a program that is killed goes on where the last piece ended: no
// row twice, none missing. (clauses 5.2, 6.2.3)
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"
#include "model/ids.h"
#include "model/import_job.h"
#include "model/media.h"

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
    std::vector<model::RowFault> warnings;
};

/// What became of one file of a bundle.
struct ImportedFile {
    std::int64_t number = 0;
    std::string name;
    std::string outcome;               ///< attached, unmatched, refused, missing (named in the table, but not there)
    std::optional<std::int64_t> line;  ///< of the row that it belongs to
    std::optional<model::MediaSubject> subject;
    std::int64_t subject_id = 0;
    model::MediaId media;
    std::vector<model::RowFault> faults;
};

/// A file as it was sent, with what became of each row beside it (collection/result_file.h); of a bundle a ZIP of such
/// a table and of what became of each attachment.
struct ImportResult {
    std::string file_name;
    /// Each call replaces the chunk and returns whether more will follow.
    std::function<Result<bool>(std::string& chunk)> next;
};

/// Which program this is among those on the same database.
struct ImportWorker {
    std::int64_t number = 0;  ///< the node of its ids
    bool alone = true;        ///< no other program can be: what it does not find is not there
};

/// A ZIP of a table and attachments, which is imported in the background only (collection/bundle.h).
[[nodiscard]] bool is_bundle(std::string_view file_name, ByteView bytes);

class ImportAttachments;
class ImportPieces;
class MediaDesk;
class ObjectKeeper;
class PartUploads;
struct PieceTask;
class ReferenceCache;

/// Safe from any thread.
class ImportDesk {
 public:
    /// `objects` and `media` outlive the desk.
    ImportDesk(const Services& services, ObjectKeeper& objects, MediaDesk& media, ImportWorker worker);
    ~ImportDesk();

    struct Received {
        model::ImportUploadId upload;
        std::int64_t bytes = 0;  ///< so far
    };
    /// One part of a file; `upload` none begins one. The last part may be sent again. Errors: not_found
    /// `upload.not_found` (nor that of another author); conflict `upload.offset` {bytes so far}; too_large
    /// `file.too_large` {MiB}; limited `upload.too_many` {most}; denied `capture.not_allowed`; those of ObjectKeeper.
    Result<Received> receive(const model::Actor& actor, model::ImportUploadId upload, std::int64_t offset,
                             ByteView bytes);

    /// Checks that the file can be read (its header, its columns) and begins the job, which has the upload's number:
    /// beginning it again returns it. What the party said of columns before holds where this order says nothing, and
    /// what it says is kept. Errors: those of collection::open_table; not_found `upload.not_found`; invalid
    /// `upload.hash`; denied `capture.not_allowed`; not_found `party.not_found` (for another party).
    Result<model::ImportJob> start(const model::Actor& actor, ImportOrder order);

    /// Within the reach of record_events. Errors: not_found `import.not_found`.
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

    /// What became of the attachments, numbers from `first`, at most `limit`.
    Result<std::vector<ImportedFile>> files(const model::Actor& actor, model::ImportId id, std::int64_t first,
                                            std::int64_t limit) const;

    /// To who sent it, and to whom persons' data are a duty. Errors: not_found `import.not_found`, `import.file_gone`;
    /// denied `import.not_sender` {who sent it}; those of storage, and of making the file.
    Result<ImportResult> result(const model::Actor& actor, model::ImportId id, Language language) const;

    /// One piece of rows, or one attachment, of a running job that no other program works on; false when there is
    /// nothing to do. A job whose file cannot be read to its end is `failed`. Errors: those of storage; the piece is
    /// tried again by a later call.
    Result<bool> step();

    /// Removes uploads that nobody started within limits::import_upload_seconds, at most so many. Returns how many.
    /// Kept files go by the rules of retention.h.
    Result<std::int64_t> tidy(std::int64_t uploads_max);

 private:
    using States = std::span<const model::ImportState>;
    Result<model::ImportJob> move(const model::Actor& actor, model::ImportId id, States from, model::ImportState to);
    Result<model::ImportJob> begin_job(const model::Actor& actor, model::ImportJob job,
                                       const model::ColumnMapping& said);
    Result<std::optional<model::ImportJob>> next_job();
    Result<bool> step_of(const model::ImportJob& job);
    Result<void> take_rows(const PieceTask& task);
    Result<void> take_attachment(const PieceTask& task);
    Result<bool> settle(const model::ImportJob& job, const Error& error);
    Result<Bytes> file_of(const model::ImportJob& job) const;

    const Services services_;
    ObjectKeeper& objects_;
    MediaDesk& media_;
    const ImportWorker worker_;
    const std::unique_ptr<PartUploads> uploads_;
    const std::unique_ptr<ReferenceCache> reference_;
    std::mutex working_;  ///< guards what follows: one piece at a time
    std::unique_ptr<ImportPieces> pieces_;
    std::unique_ptr<ImportAttachments> attachments_;
    std::set<model::ImportId> elsewhere_;  ///< their files are in another program's folder
    model::ImportId last_;                 ///< jobs take turns
};

}  // namespace qy::business
