#include "business/media_desk.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/media_limits.h"
#include "business/audit.h"
#include "business/object_keeper.h"
#include "collection/picture.h"
#include "crypto/sm3.h"
#include "media_owner.h"
#include "part_uploads.h"
#include "storage/media_store.h"
#include "storage/object_folder.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using collection::FileFormat;
using model::Media;

constexpr std::size_t kMegabyteBits = 20;

Error too_large_file() {
    return too_large("media.too_large", {std::to_string(limits::media_bytes_max >> kMegabyteBits)});
}

std::string object_of(const Media& media) {
    return "media:" + media.id.to_string();
}

/// The own party's, and that of whoever one reviews.
model::Reach reach_of(const model::Actor& actor) {
    auto reach = actor.reach(model::Permission::review);
    if (!reach.all && actor.may(model::Permission::read_submissions)) reach.party = actor.party;
    return reach;
}

JsonObject detail_of(const Media& media) {
    return {{"subject", std::string(model::to_string(media.subject)) + ":" + std::to_string(media.subject_id)},
            {"kind", model::to_string(media.kind)},
            {"bytes", media.bytes},
            {"object", media.object}};
}

/// The row of this subject that has this content already.
Result<std::optional<Media>> same_content(storage::Reader& reader, const Media& media) {
    QY_TRY(all, storage::media::of_subject(reader, model::Reach::everything(), media.subject, media.subject_id,
                                           limits::media_per_subject_max));
    for (auto& one : all) {
        if (one.object == media.object) return std::optional(std::move(one));
    }
    return std::optional<Media>();
}

}  // namespace

MediaDesk::MediaDesk(const Services& services, ObjectKeeper& objects)
    : services_(services),
      objects_(objects),
      uploads_(
          std::make_unique<PartUploads>(services, objects.folder(),
                                        UploadRules{storage::uploads::Kind::media, "media-", limits::media_bytes_max,
                                                    "media.too_large", limits::media_uploads_per_party_max})) {}
MediaDesk::~MediaDesk() = default;

Result<MediaReceived> MediaDesk::receive(model::MediaUploadId id, std::int64_t offset, ByteView bytes,
                                         const model::Actor& actor) {
    QY_TRY(received, uploads_->receive(actor, id.number(), offset, bytes));
    return MediaReceived{model::MediaUploadId(received.upload), received.bytes};
}

Result<Bytes> MediaDesk::file_of(const MediaOrder& order, const model::Actor& actor) {
    if (!order.upload) return order.content;
    QY_TRY(upload, uploads_->find(actor, order.upload.number()));
    return uploads_->content(upload);
}

Result<Media> MediaDesk::keep_photo(ByteView bytes) {
    if (bytes.size() > limits::media_bytes_max) return too_large_file();
    QY_TRY(format, collection::file_format_of(bytes));
    if (format == FileFormat::pdf) return invalid("media.photo_only");
    const auto made = [&] {
        const std::lock_guard lock(picture_);
        return collection::clean_picture(format, bytes);
    };
    QY_TRY(picture, made());
    QY_TRY(whole, objects_.keep(picture.jpeg));
    QY_TRY(small, objects_.keep(picture.small));
    Media media;
    media.kind = model::MediaKind::photo;
    media.media_type = collection::media_type(FileFormat::jpeg);
    media.object = whole.name;
    media.bytes = static_cast<std::int64_t>(whole.bytes);
    media.small_object = small.name;
    media.width = picture.width;
    media.height = picture.height;
    return media;
}

Result<Media> MediaDesk::keep_file(ByteView bytes) {
    if (bytes.size() > limits::media_bytes_max) return too_large_file();
    QY_TRY(format, collection::file_format_of(bytes));
    if (format != FileFormat::pdf) return keep_photo(bytes);
    QY_CHECK(collection::check_document(bytes));
    QY_TRY(whole, objects_.keep(bytes));
    Media media;
    media.kind = model::MediaKind::document;
    media.media_type = collection::media_type(format);
    media.object = whole.name;
    media.bytes = static_cast<std::int64_t>(whole.bytes);
    return media;
}

/// A picture that was made anew here and comes back, as in an archive, is the one that is there.
Result<std::optional<Media>> MediaDesk::kept_already(const MediaOrder& order, ByteView file) {
    if (order.upload) return std::optional<Media>();
    Media media;
    media.subject = order.subject;
    media.subject_id = order.subject_id;
    media.object = to_hex(crypto::sm3(file));
    return services_.store.read([&](storage::Reader& reader) { return same_content(reader, media); });
}

Result<Media> MediaDesk::enter(Media media, const MediaOrder& order, const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<Media> {
        if (order.upload) {
            QY_TRY(taken, uploads_->end(writer, order.upload.number()));
            if (!taken) return not_found("upload.not_found");
        }
        QY_TRY(known, same_content(writer, media));
        if (known) return *std::move(known);
        QY_TRY(count, storage::media::count(writer, media.subject, media.subject_id));
        if (count >= limits::media_per_subject_max) {
            return conflict("media.too_many", {std::to_string(limits::media_per_subject_max)});
        }
        QY_CHECK(storage::media::insert(writer, media));
        QY_CHECK(
            write_audit(writer, actor, {"media.upload", object_of(media), "ok", detail_of(media)}, media.created_at));
        return media;
    });
}

Result<Media> MediaDesk::add(MediaOrder order, const model::Actor& actor) {
    const bool everyone = order.audience == model::Audience::everyone;
    if (everyone && !actor.is_operator()) return denied("permission.denied", {"operate"});
    QY_TRY(owner, services_.store.read(
                      [&](storage::Reader& reader) { return owner_of(reader, order.subject, order.subject_id); }));
    if (owner.party != actor.party && !actor.is_operator()) return not_found("media.subject_not_found").at("id");
    QY_TRY(file, file_of(order, actor));
    QY_TRY(there, kept_already(order, file));
    if (there) return *std::move(there);
    QY_TRY(media, keep_file(file));
    media.id = services_.ids.next<model::MediaId>();
    media.party = owner.party;
    media.brand = owner.brand;
    media.author = actor.name;
    media.author_user = actor.user;
    media.subject = order.subject;
    media.subject_id = order.subject_id;
    media.occasion = order.occasion;
    media.caption = order.caption;
    media.caption_en = order.caption_en;
    media.audience = order.audience;
    media.created_at = services_.clock.now();
    QY_TRY(entered, enter(std::move(media), order, actor));
    if (order.upload) objects_.folder().remove_part(uploads_->part_of(order.upload.number()));
    return entered;
}

Result<std::vector<Media>> MediaDesk::list(model::MediaSubject subject, std::int64_t subject_id,
                                           const model::Actor& actor) {
    const auto reach = reach_of(actor);
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<Media>> {
        QY_TRY(all, storage::media::of_subject(reader, reach, subject, subject_id, limits::media_per_subject_max));
        if (subject != model::MediaSubject::submission) return all;
        QY_TRY(came, storage::media::of_submission(reader, reach, model::SubmissionId(subject_id),
                                                   limits::media_per_subject_max));
        all.insert(all.end(), came.begin(), came.end());
        return all;
    });
}

Result<Media> MediaDesk::find(model::MediaId id, const model::Actor& actor) {
    QY_TRY(found, services_.store.read(
                      [&](storage::Reader& reader) { return storage::media::find(reader, reach_of(actor), id); }));
    if (!found) return not_found("media.not_found");
    return *std::move(found);
}

Result<Bytes> MediaDesk::content(const Media& media, MediaSize size) {
    const auto& name = size == MediaSize::small ? media.small_object : media.object;
    if (name.empty()) return not_found("media.not_found");
    return objects_.folder().read_whole(name, limits::media_bytes_max);
}

Result<void> MediaDesk::remove(model::MediaId id, const model::Actor& actor) {
    QY_TRY(media, find(id, actor));
    if (media.party != actor.party && !actor.is_operator()) return not_found("media.not_found");
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(gone, storage::media::remove(writer, media));
        if (!gone) return not_found("media.not_found");
        return write_audit(writer, actor, {"media.remove", object_of(media), "ok", detail_of(media)}, now);
    });
}

Result<std::int64_t> MediaDesk::sweep() {
    const Time before = services_.clock.now().plus_seconds(-limits::media_upload_seconds);
    QY_TRY(old, uploads_->tidy(before, limits::objects_per_sweep_max));
    QY_TRY(gone, objects_.sweep(limits::objects_per_sweep_max));
    return gone + old;
}

}  // namespace qy::business
