#pragma once
// The rows of a background import, piece by piece.
#include <memory>
#include <vector>

#include "business/services.h"
#include "capture_row.h"
#include "collection/decode.h"
#include "model/import_job.h"
#include "storage/object_folder.h"

namespace qy::business {

/// Who began the job, with the rights of now. Errors: denied `capture.not_allowed` (they may record no more).
Result<model::Actor> author_of(const Services& services, const model::ImportJob& job);

/// A job's file, open at some position.
class ImportPieces {
 public:
    /// Opens the file and passes over the rows that the job's pass has dealt with. Errors: those of
    /// collection::open_table; not_found `object.missing`.
    static Result<std::unique_ptr<ImportPieces>> open(const Services& services, const storage::ObjectFolder& objects,
                                                      const model::ImportJob& job);

    /// Whether it stands where the job stands.
    [[nodiscard]] bool fits(const model::ImportJob& job) const {
        return job.id == import_ && job.pass == pass_ && job.position == position_;
    }
    /// The next rows, made ready for the writer; none at the end of the file.
    Result<std::vector<ReadyRow>> next(std::size_t rows_max, const model::Actor& actor, model::PartyId recorder);
    [[nodiscard]] std::optional<std::int64_t> file_rows() const { return source_->facts().rows; }

 private:
    ImportPieces(const Services& services, storage::MappedFile file, const model::ImportJob& job)
        : services_(services), file_(std::move(file)), import_(job.id), pass_(job.pass) {}
    Result<collection::DecodedTable> read(std::size_t rows_max);

    const Services services_;
    storage::MappedFile file_;
    model::ImportId import_;
    std::int64_t pass_;
    std::int64_t position_ = 0;
    std::unique_ptr<collection::TableSource> source_;
    collection::RowIdentifier identifier_;
};

/// Takes one piece and writes down how far the job is: one transaction. A piece with a row that cannot be published is
/// taken again row by row. The job as it is now is returned; unchanged when it was paused or cancelled meanwhile.
Result<model::ImportJob> take_piece(const Services& services, const model::Actor& actor, const model::ImportJob& job,
                                    const std::vector<ReadyRow>& rows);

/// The end of a pass: the job is done when none of its rows waits for another, or waiting does not help.
Result<model::ImportJob> end_pass(const Services& services, const model::Actor& actor, const model::ImportJob& job);

[[nodiscard]] std::string faults_text(const std::vector<model::RowFault>& faults);
/// Errors: corrupt `storage.corrupt`.
Result<std::vector<model::RowFault>> faults_from(std::string_view text);

}  // namespace qy::business
