#pragma once
// Photos and documents: taken in, made anew, kept, shown to those who may see them. (clause 7.2.2)
// Until files are scanned for viruses, what users send is seen by their own party and by whoever reviews it; what
// everyone sees is put in by the operator alone (the examples).
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/media.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

class ObjectKeeper;
class PartUploads;

struct MediaOrder {
    model::MediaSubject subject = model::MediaSubject::product;
    std::int64_t subject_id = 0;
    model::MediaUploadId upload;  ///< a file that arrived in parts; none: `content` is the file
    Bytes content = {};
    std::string occasion = {};
    std::string caption = {};
    std::string caption_en = {};
    model::Audience audience = model::Audience::recorder;
};

/// How much of a file has arrived.
struct MediaReceived {
    model::MediaUploadId upload;
    std::int64_t bytes = 0;
};

enum class MediaSize : std::uint8_t { whole, small };

/// Safe from any thread. Every change is audited. Errors of all: those of ObjectKeeper.
class MediaDesk {
 public:
    /// `objects` outlives the desk.
    MediaDesk(const Services& services, ObjectKeeper& objects);
    ~MediaDesk();

    /// Takes the bytes at `offset` of a file; none as upload begins one. Sent again, they are there already.
    /// Errors: not_found `upload.not_found` (also another's); conflict `upload.offset` {bytes that are there};
    /// too_large `media.too_large` {MiB}; limited `upload.too_many` {most}.
    Result<MediaReceived> receive(model::MediaUploadId upload, std::int64_t offset, ByteView bytes,
                                  const model::Actor& actor);
    /// Pictures are made anew (collection/picture.h). The same content of the same subject is one, however often it is
    /// sent. The operator acts for whoever owns the subject. Errors: not_found `media.subject_not_found` (also
    /// another's), `upload.not_found`; conflict `media.too_many` {most}; those of clean_picture.
    Result<model::Media> add(MediaOrder order, const model::Actor& actor);
    /// What somebody may see of a subject; of a submission also what came with it.
    Result<std::vector<model::Media>> list(model::MediaSubject subject, std::int64_t subject_id,
                                           const model::Actor& actor);
    /// Errors: not_found `media.not_found` (also what is not for the actor).
    Result<model::Media> find(model::MediaId id, const model::Actor& actor);
    /// The content; of a document there is no small form: not_found `media.not_found`.
    Result<Bytes> content(const model::Media& media, MediaSize size);
    /// Of the actor's own party. Errors: not_found `media.not_found`.
    Result<void> remove(model::MediaId id, const model::Actor& actor);

    /// Makes a photo anew and keeps it: the row is filled but for whose it is and what it belongs to.
    /// Errors: those of clean_picture; invalid `media.photo_only`; too_large `media.too_large`.
    Result<model::Media> keep_photo(ByteView bytes);

    /// Removes files that nothing needs and uploads that were never finished. Returns how many.
    Result<std::int64_t> sweep();

 private:
    Result<model::Media> keep_file(ByteView bytes);
    Result<std::optional<model::Media>> kept_already(const MediaOrder& order, ByteView file);
    Result<Bytes> file_of(const MediaOrder& order, const model::Actor& actor);
    Result<model::Media> enter(model::Media media, const MediaOrder& order, const model::Actor& actor);

    const Services services_;
    ObjectKeeper& objects_;
    std::mutex picture_;  // one picture at a time is held as pixels
    const std::unique_ptr<PartUploads> uploads_;
};

/// Removes what belongs to an event, or came with a submission, in the transaction that erases a person from it.
Result<void> erase_media_of_event(storage::Writer& writer, model::EventId event);
Result<void> erase_media_of_submission(storage::Writer& writer, model::SubmissionId submission);
/// All that a party sent, the examples too.
Result<void> erase_media_of_party(storage::Writer& writer, model::PartyId party);
/// Removes what is older. Returns how many.
Result<std::int64_t> erase_old_media(storage::Writer& writer, Time before, std::int64_t rows_max);

}  // namespace qy::business
