#pragma once
// The attachments of a bundle, one after another, when the rows of its table are in.
#include <memory>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "business/services.h"
#include "collection/bundle.h"
#include "file_matcher.h"
#include "import_piece.h"
#include "model/import_job.h"
#include "reference.h"
#include "storage/import_attachment_store.h"

namespace qy::business {

class MediaDesk;

/// A job's attachments, matched to its rows. Memory holds the file, and one attachment.
class ImportAttachments {
 public:
    /// Reads the table once more for what belongs to which row. Errors: those of Bundle::open and
    /// collection::open_table, of storage.
    static Result<std::unique_ptr<ImportAttachments>> open(const Services& services, Bytes file,
                                                           const model::ImportJob& job,
                                                           std::shared_ptr<const Reference> reference);

    /// Whether it stands where the job stands.
    [[nodiscard]] bool fits(const model::ImportJob& job) const {
        return job.id == import_ && static_cast<std::size_t>(job.files_done) == done_;
    }
    /// Takes the next one and writes down what became of it; behind the last one the job is done. What was attached
    /// before a program was killed is attached once: the same content of the same subject is one. Errors: as
    /// take_piece, those of MediaDesk::add that are the machine's.
    Result<void> take_next(const PieceTask& task, MediaDesk& media);

 private:
    ImportAttachments(model::ImportId import, Bytes file, collection::Bundle bundle, std::size_t done)
        : import_(import), file_(std::move(file)), bundle_(std::move(bundle)), done_(done) {}
    Result<void> match(const Services& services, const model::ImportJob& job, const Reference& reference);
    Result<storage::import_attachments::Attachment> take(const PieceTask& task, MediaDesk& media,
                                                         const MatchedFile& match) const;
    Result<void> attach(const PieceTask& task, MediaDesk& media, const MatchedFile& match,
                        storage::import_attachments::Attachment& told) const;

    const model::ImportId import_;
    const Bytes file_;
    const collection::Bundle bundle_;
    std::vector<MatchedFile> matches_;
    std::size_t done_;
};

}  // namespace qy::business
