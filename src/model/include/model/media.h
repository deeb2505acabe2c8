#pragma once
// Photos and documents that belong to a product, a lot, an event, a submission or a shipment. (clause 7.2.2)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"
#include "model/vocabulary.h"

namespace qy::model {

using MediaId = Id<struct MediaTag>;
using MediaUploadId = Id<struct MediaUploadTag>;

enum class MediaSubject : std::uint8_t { product, lot, event, submission, shipment };
[[nodiscard]] std::string_view to_string(MediaSubject subject);
[[nodiscard]] std::optional<MediaSubject> parse_media_subject(std::string_view name);
/// All names, as messages tell them.
[[nodiscard]] std::string media_subject_names();

enum class MediaKind : std::uint8_t { photo, document };
[[nodiscard]] std::string_view to_string(MediaKind kind);
[[nodiscard]] std::optional<MediaKind> parse_media_kind(std::string_view name);

struct Media {
    MediaId id;
    PartyId party;  ///< whose it is
    BrandId brand;  ///< of the product that its subject speaks of; may be none
    std::string author;
    UserId author_user;  ///< none: the operator, or a driver by a shipment link
    MediaSubject subject = MediaSubject::product;
    std::int64_t subject_id = 0;
    SubmissionId submission;  ///< that it came with; may be none
    MediaKind kind = MediaKind::photo;
    std::string occasion;  ///< of a shipment: the step; of an import: where it goes on to from its submission
    std::string caption;
    std::string caption_en;
    std::string media_type;  ///< of the content
    std::string object;      ///< name of the content in the object folder
    std::int64_t bytes = 0;
    std::string small_object;  ///< of the preview; empty for documents
    int width = 0;
    int height = 0;
    Audience audience = Audience::recorder;
    Time created_at;
    /// What is not made for everyone may show somebody.
    [[nodiscard]] DataClass data_class() const {
        return audience == Audience::everyone ? DataClass::open : DataClass::personal;
    }
};

}  // namespace qy::model
