#pragma once
// The rows of a background import, piece by piece.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "business/services.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "collection/drafts.h"
#include "collection/product_codes.h"
#include "model/import_job.h"
#include "reference.h"
#include "storage/import_store.h"

namespace qy::business {

/// Who began the job, with the rights of now. Errors: denied `capture.not_allowed` (they may record no more).
Result<model::Actor> author_of(const Services& services, const model::ImportJob& job);

/// How the job's file is read, its columns recognised by the attributes of `titles`, which must outlive it.
[[nodiscard]] model::TableOptions reading_of(const model::ImportJob& job, const Reference& titles);

/// A job's file, open at some position. Memory holds the file and one piece.
class ImportPieces {
 public:
    /// Opens the file and passes over the rows that the job's pass has dealt with. Errors: those of
    /// collection::open_table.
    static Result<std::unique_ptr<ImportPieces>> open(Bytes file, const model::ImportJob& job,
                                                      std::shared_ptr<const Reference> titles);

    /// Whether it stands where the job stands.
    [[nodiscard]] bool fits(const model::ImportJob& job) const {
        return job.id == import_ && job.pass == pass_ && job.position == position_;
    }
    /// The next rows, made ready for the writer; none at the end of the file.
    Result<std::vector<ReadyRow>> next(const Services& services, ReferenceCache& reference, const model::Actor& actor,
                                       model::PartyId recorder);
    [[nodiscard]] std::optional<std::int64_t> file_rows() const { return source_->facts().rows; }

 private:
    ImportPieces(Bytes file, const model::ImportJob& job, std::shared_ptr<const Reference> titles)
        : file_(std::move(file)),
          import_(job.id),
          pass_(job.pass),
          titles_(std::move(titles)),
          file_name_(job.file_name),
          reading_(reading_of(job, *titles_)),
          products_(file_name_, file_, reading_) {}
    Result<collection::DecodedTable> read(std::size_t rows_max);
    Result<std::vector<model::RowDraft>> drafts_of(const Services& services, const model::Actor& actor,
                                                   collection::DecodedTable& piece, const collection::Rules& rules);

    const Bytes file_;
    const model::ImportId import_;
    const std::int64_t pass_;
    const std::shared_ptr<const Reference> titles_;  ///< whose attributes the columns were recognised by
    const std::string file_name_;
    const model::TableOptions reading_;
    collection::FileProducts products_;
    std::int64_t position_ = 0;
    std::unique_ptr<collection::TableSource> source_;
    collection::RowIdentifier identifier_;
};

/// What each piece of a job is taken with.
struct PieceTask {
    const Services& services;
    const model::Actor& actor;
    const model::ImportJob& job;  ///< as it stands before the piece
    storage::imports::Lease lease;
};

/// Takes one piece and writes down how far the job is: one transaction. A piece with a row that cannot be published is
/// taken again in smaller ones, row by row. Errors: busy `import.elsewhere`: the job was paused or cancelled, or is
/// another program's; nothing of the (smaller) piece was done. Those of storage.
Result<void> take_piece(const PieceTask& task, const std::vector<ReadyRow>& rows);

/// The end of a pass: its rows are done when none of them waits for another, or waiting does not help; without
/// attachments so is the job. Errors: as take_piece.
Result<void> end_pass(const PieceTask& task);

/// Writes down how far `job` is, which is `task.job` with the work of this transaction. Errors: as take_piece.
Result<void> write_progress(storage::Writer& writer, const PieceTask& task, model::ImportJob& job);
/// The same with the job done, and audited.
Result<void> end_job(storage::Writer& writer, const PieceTask& task, model::ImportJob& job);

[[nodiscard]] std::string faults_text(const std::vector<model::RowFault>& faults);
/// Errors: corrupt `storage.corrupt`.
Result<std::vector<model::RowFault>> faults_from(std::string_view text);

}  // namespace qy::business
