// media.*: photos and documents of products, lots, events, submissions and shipments. (clause 7.2.2)
#include <optional>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "business/media_desk.h"
#include "handlers.h"
#include "media_file.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kBase64Max = limits::upload_part_bytes_max / 3 * 4 + 8;
constexpr std::size_t kSubjectMax = 20;
constexpr std::size_t kIdDigitsMax = 20;

Result<Bytes> bytes_in(const std::string& base64) {
    auto bytes = from_base64(base64);
    if (!bytes.ok()) return std::move(bytes).error().at("content_base64");
    return bytes;
}

struct Subject {
    model::MediaSubject kind = model::MediaSubject::product;
    std::int64_t id = 0;
};
Subject read_subject(ObjectReader& in) {
    Subject subject;
    const auto kind = model::parse_media_subject(in.text("subject", kSubjectMax));
    if (!kind) in.fault(invalid("media.subject", {model::media_subject_names()}), "subject");
    subject.kind = kind.value_or(subject.kind);
    const auto id = model::MediaId::parse(in.text("id", kIdDigitsMax));  // of whatever kind: one form
    if (id.ok()) {
        subject.id = id->number();
    } else {
        in.fault(id.error(), "id");
    }
    return subject;
}

JsonObject media_json(const model::Media& media) {
    const auto url = media_path(media, business::MediaSize::whole);
    const bool small = !media.small_object.empty();
    return {{"id", media.id.to_string()},
            {"subject", model::to_string(media.subject)},
            {"subject_id", std::to_string(media.subject_id)},
            {"submission", media.submission ? Json(media.submission.to_string()) : Json(nullptr)},
            {"kind", model::to_string(media.kind)},
            {"occasion", media.occasion},
            {"caption", media.caption},
            {"caption_en", media.caption_en},
            {"author", media.author},
            {"media_type", media.media_type},
            {"bytes", media.bytes},
            {"width", media.width},
            {"height", media.height},
            {"hash", media.object},
            {"data_class", model::to_string(media.data_class())},
            {"audience", model::to_string(media.audience)},
            {"url", url},
            {"small_url", small ? Json(media_path(media, business::MediaSize::small)) : Json(nullptr)},
            {"created_at", model::to_rfc3339(media.created_at)}};
}

/// Staff who see a photo of another party are noted.
void note_seen(const Call& call, const model::Media& media) {
    auto* const trail = call.actor.trail;
    if (trail == nullptr || media.data_class() == model::DataClass::open) return;
    trail->object = "media:" + media.id.to_string();
    trail->personal.emplace_back("media");
}

}  // namespace

std::string media_path(const model::Media& media, business::MediaSize size) {
    return "/media/" + media.id.to_string() + (size == business::MediaSize::small ? "/small" : "");
}

namespace handlers {

Result<Answer> media_part(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto upload = read_optional_id<model::MediaUploadId>(in, "upload");
    const auto offset = in.integer("offset", 0, static_cast<std::int64_t>(limits::media_bytes_max));
    const auto content = in.text("content_base64", kBase64Max);
    QY_CHECK(in.finish());
    QY_TRY(bytes, bytes_in(content));
    QY_TRY(received, call.use.media.receive(upload, offset, bytes, call.actor));
    return Answer{JsonObject{{"upload", received.upload.to_string()}, {"bytes", received.bytes}}, {}, false};
}

Result<Answer> media_upload(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::MediaOrder order;
    const auto subject = read_subject(in);
    order.subject = subject.kind;
    order.subject_id = subject.id;
    order.upload = read_optional_id<model::MediaUploadId>(in, "upload");
    const auto content = in.optional_text("content_base64", kBase64Max).value_or("");
    order.caption = in.optional_text("caption", limits::media_caption_code_points_max).value_or("");
    order.caption_en = in.optional_text("caption_en", limits::media_caption_code_points_max).value_or("");
    if (content.empty() == order.upload.is_none()) in.fault(invalid("media.content"), "content_base64");
    QY_CHECK(in.finish());
    QY_TRY(bytes, bytes_in(content));
    order.content = std::move(bytes);
    QY_TRY(media, call.use.media.add(std::move(order), call.actor));
    return Answer{media_json(media), {}, false};
}

Result<Answer> media_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto subject = read_subject(in);
    QY_CHECK(in.finish());
    QY_TRY(all, call.use.media.list(subject.kind, subject.id, call.actor));
    JsonArray items;
    for (const auto& one : all) items.push_back(media_json(one));
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> media_get(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::MediaId>(in, "media");
    const bool small = in.flag("small", false);
    QY_CHECK(in.finish());
    const auto size = small ? business::MediaSize::small : business::MediaSize::whole;
    QY_TRY(media, call.use.media.find(id, call.actor));
    QY_TRY(content, call.use.media.content(media, size));
    note_seen(call, media);
    Download download;
    download.content_type = media.media_type;
    download.file_name = media.id.to_string() + (media.kind == model::MediaKind::photo ? ".jpg" : ".pdf");
    download.tag = size == business::MediaSize::small ? media.small_object : media.object;
    download.is_open = media.data_class() == model::DataClass::open;
    download.next = [bytes = std::move(content)](std::string& chunk) -> Result<bool> {
        chunk = text_of(bytes);
        return false;
    };
    return Answer{{}, std::move(download), false};
}

Result<Answer> media_remove(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::MediaId>(in, "media");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.media.remove(id, call.actor));
    return Answer{JsonObject{{"media", id.to_string()}, {"state", "removed"}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
