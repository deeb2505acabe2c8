#include "business/media_desk.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/media_limits.h"
#include "business/audit.h"
#include "business/object_keeper.h"
#include "collection/picture.h"
#include "media_owner.h"
#include "storage/media_store.h"
#include "storage/object_folder.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using collection::FileFormat;
using model::Media;
using model::MediaUpload;

constexpr std::size_t kMegabyteBits = 20;
constexpr auto kQuiet = storage::Effect::bookkeeping;

Error too_large_file() {
    return too_large("media.too_large", {std::to_string(limits::media_bytes_max >> kMegabyteBits)});
}

std::string part_of(model::MediaUploadId id) {
    return "media-" + id.to_string();
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

Result<MediaUpload> own_upload(storage::Reader& reader, model::MediaUploadId id, const model::Actor& actor) {
    QY_TRY(found, storage::media::find_upload(reader, id));
    if (!found || found->party != actor.party || found->author != actor.name) return not_found("upload.not_found");
    return *found;
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

Result<MediaReceived> MediaDesk::receive(model::MediaUploadId id, std::int64_t offset, ByteView bytes,
                                         const model::Actor& actor) {
    const auto end = offset + static_cast<std::int64_t>(bytes.size());
    if (end > static_cast<std::int64_t>(limits::media_bytes_max)) return too_large_file();
    if (id) {
        const std::lock_guard turn(uploads_.at(static_cast<std::size_t>(id.number()) % turns));
        return go_on(id, offset, bytes, actor);
    }
    return offset == 0 ? begin_upload(bytes, actor) : conflict("upload.offset", {"0"});
}

/// The row first: a part without one would never be found.
Result<MediaReceived> MediaDesk::begin_upload(ByteView bytes, const model::Actor& actor) {
    const MediaUpload fresh{services_.ids.next<model::MediaUploadId>(), actor.party, actor.name, 0,
                            services_.clock.now()};
    auto begun = services_.store.write(
        [&](storage::Writer& writer) -> Result<void> {
            QY_TRY(count, storage::media::count_uploads(writer, actor.party));
            if (count >= limits::media_uploads_per_party_max) {
                return limited("upload.too_many", {std::to_string(limits::media_uploads_per_party_max)});
            }
            return storage::media::insert_upload(writer, fresh);
        },
        kQuiet);
    QY_CHECK(std::move(begun));
    const std::lock_guard turn(uploads_.at(static_cast<std::size_t>(fresh.id.number()) % turns));
    return go_on(fresh.id, 0, bytes, actor);
}

Result<MediaReceived> MediaDesk::go_on(model::MediaUploadId id, std::int64_t offset, ByteView bytes,
                                       const model::Actor& actor) {
    const auto end = offset + static_cast<std::int64_t>(bytes.size());
    QY_TRY(known, services_.store.read([&](storage::Reader& reader) { return own_upload(reader, id, actor); }));
    if (end == known.bytes) return MediaReceived{id, end};  // sent again: the answer was lost
    if (offset != known.bytes) return conflict("upload.offset", {std::to_string(known.bytes)});
    QY_CHECK(objects_.folder().write_part(part_of(id), static_cast<std::uint64_t>(offset), bytes));
    QY_CHECK(services_.store.write(
        [&](storage::Writer& writer) { return storage::media::grow_upload(writer, id, offset, end); }, kQuiet));
    return MediaReceived{id, end};
}

Result<Bytes> MediaDesk::file_of(const MediaOrder& order, const model::Actor& actor) {
    if (!order.upload) return order.content;
    QY_TRY(upload,
           services_.store.read([&](storage::Reader& reader) { return own_upload(reader, order.upload, actor); }));
    return objects_.folder().read_part(part_of(upload.id), static_cast<std::uint64_t>(upload.bytes));
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

Result<Media> MediaDesk::enter(Media media, const MediaOrder& order, const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<Media> {
        if (order.upload) {
            QY_TRY(taken, storage::media::remove_upload(writer, order.upload));
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
    QY_TRY(media, keep_file(file));
    media.id = services_.ids.next<model::MediaId>();
    media.party = owner.party;
    media.brand = owner.brand;
    media.author = actor.name;
    media.author_user = actor.user;
    media.subject = order.subject;
    media.subject_id = order.subject_id;
    media.caption = order.caption;
    media.caption_en = order.caption_en;
    media.audience = order.audience;
    media.created_at = services_.clock.now();
    QY_TRY(entered, enter(std::move(media), order, actor));
    if (order.upload) objects_.folder().remove_part(part_of(order.upload));
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
    QY_TRY(old, services_.store.read([&](storage::Reader& reader) {
        return storage::media::old_uploads(reader, before, limits::objects_per_sweep_max);
    }));
    for (const auto& upload : old) {
        objects_.folder().remove_part(part_of(upload.id));
        auto removed = services_.store.write(
            [&](storage::Writer& writer) { return storage::media::remove_upload(writer, upload.id); }, kQuiet);
        QY_CHECK(std::move(removed));
    }
    QY_TRY(gone, objects_.sweep(limits::objects_per_sweep_max));
    return gone + static_cast<std::int64_t>(old.size());
}

}  // namespace qy::business
