#include "storage/media_store.h"

#include "reach.h"
#include "storage/object_store.h"
#include "stored.h"

namespace qy::storage::media {
namespace {

#define QY_MEDIA_COLUMNS                                                                                           \
    "m.media_id, m.party_id, m.author, m.author_user_id, m.subject, m.subject_id, m.submission_id, m.kind, "       \
    "m.occasion, m.caption, m.caption_en, m.media_type, m.object_name, m.bytes, m.small_name, m.width, m.height, " \
    "m.audience, m.created_at, m.brand_id "
#define QY_MEDIA_SEEN "(m.audience = 'everyone' OR " QY_REACHED_RECORD("m.party_id", "m.brand_id") ") "

constexpr Statement kInsert{
    "media.insert",
    "INSERT INTO media (media_id, party_id, author, author_user_id, subject, subject_id, submission_id, kind, "
    "occasion, caption, caption_en, media_type, object_name, bytes, small_name, width, height, audience, created_at, "
    "brand_id) VALUES ($media, $party, $author, $user, $subject, $subject_id, $submission, $kind, $occasion, $caption, "
    "$caption_en, $type, $object, $bytes, $small, $width, $height, $audience, $at, $brand)"};
constexpr Statement kFind{"media.find",
                          "SELECT " QY_MEDIA_COLUMNS "FROM media m WHERE m.media_id = $media AND " QY_MEDIA_SEEN};
constexpr Statement kOfSubject{
    "media.of_subject", "SELECT " QY_MEDIA_COLUMNS
                        "FROM media m WHERE m.subject = $subject AND m.subject_id = $subject_id AND " QY_MEDIA_SEEN
                        "ORDER BY m.media_id LIMIT $limit"};
constexpr Statement kOfSubmission{"media.of_submission",
                                  "SELECT " QY_MEDIA_COLUMNS
                                  "FROM media m WHERE m.submission_id = $submission AND " QY_MEDIA_SEEN
                                  "ORDER BY m.media_id LIMIT $limit"};
constexpr Statement kShown{
    "media.shown",
    "SELECT " QY_MEDIA_COLUMNS
    "FROM media m WHERE m.subject_id {in:ids} AND m.audience = 'everyone' AND m.subject IN ('product', 'event') "
    "ORDER BY m.media_id LIMIT $limit"};
constexpr Statement kCount{"media.count",
                           "SELECT COUNT(*) FROM media WHERE subject = $subject AND subject_id = $subject_id"};
constexpr Statement kRemove{"media.remove", "DELETE FROM media WHERE media_id = $media"};
constexpr Statement kHandOn{
    "media.hand_on",
    "UPDATE media SET subject = $subject, subject_id = $subject_id, submission_id = $submission WHERE media_id = "
    "$media AND NOT EXISTS (SELECT 1 FROM media m WHERE m.subject = $subject AND m.subject_id = $subject_id AND "
    "m.object_name = media.object_name)"};
constexpr Statement kSetBrand{
    "media.set_brand", "UPDATE media SET brand_id = $brand WHERE subject = 'submission' AND subject_id = $submission"};
constexpr Statement kOfParty{"media.of_party",
                             "SELECT " QY_MEDIA_COLUMNS
                             "FROM media m WHERE m.party_id = $party ORDER BY m.media_id LIMIT $limit"};
constexpr Statement kOlder{"media.older",
                           "SELECT " QY_MEDIA_COLUMNS
                           "FROM media m WHERE m.created_at < $before AND m.audience <> 'everyone' ORDER BY "
                           "m.created_at LIMIT $limit"};
constexpr Statement kForgetAuthor{
    "media.forget_author",
    "UPDATE media SET author = $author, author_user_id = NULL WHERE party_id = $party AND author_user_id = $user"};
Result<model::Media> media_of(const Row& row) {
    const auto subject = model::parse_media_subject(row.text(4));
    const auto kind = model::parse_media_kind(row.text(7));
    const auto audience = model::parse_audience(row.text(17));
    if (!subject) return unknown_word("media.subject", row.text(4));
    if (!kind) return unknown_word("media.kind", row.text(7));
    if (!audience) return unknown_word("media.audience", row.text(17));
    model::Media media;
    media.id = row.id<model::MediaId>(0);
    media.party = row.id<model::PartyId>(1);
    media.author = row.text(2);
    media.author_user = row.id<model::UserId>(3);
    media.subject = *subject;
    media.subject_id = row.integer(5);
    media.submission = row.id<model::SubmissionId>(6);
    media.kind = *kind;
    media.occasion = row.text(8);
    media.caption = row.text(9);
    media.caption_en = row.text(10);
    media.media_type = row.text(11);
    media.object = row.text(12);
    media.bytes = row.integer(13);
    media.small_object = row.text(14);
    media.width = static_cast<int>(row.integer(15));
    media.height = static_cast<int>(row.integer(16));
    media.audience = *audience;
    media.created_at = row.time(18);
    media.brand = row.id<model::BrandId>(19);
    return media;
}

}  // namespace

Result<void> insert(Writer& writer, const model::Media& media) {
    const Bind small = media.small_object.empty() ? Bind("small", nullptr) : Bind("small", media.small_object);
    QY_CHECK(objects::use(writer, media.object));
    if (!media.small_object.empty()) QY_CHECK(objects::use(writer, media.small_object));
    return insert_row(writer, kInsert,
                      {{"media", media.id},
                       {"party", media.party},
                       {"author", media.author},
                       {"user", media.author_user},
                       {"subject", model::to_string(media.subject)},
                       {"subject_id", media.subject_id},
                       {"submission", media.submission},
                       {"kind", model::to_string(media.kind)},
                       {"occasion", media.occasion},
                       {"caption", media.caption},
                       {"caption_en", media.caption_en},
                       {"type", media.media_type},
                       {"object", media.object},
                       {"bytes", media.bytes},
                       small,
                       {"width", media.width},
                       {"height", media.height},
                       {"audience", model::to_string(media.audience)},
                       {"at", media.created_at},
                       {"brand", media.brand}});
}

Result<std::optional<model::Media>> find(Reader& reader, const model::Reach& reach, model::MediaId id) {
    return first_of(reader, kFind, {{"media", id}, QY_REACH_GRANT_BINDS(reach)}, media_of);
}

Result<std::vector<model::Media>> of_subject(Reader& reader, const model::Reach& reach, model::MediaSubject subject,
                                             std::int64_t subject_id, std::int64_t limit) {
    return all_of(reader, kOfSubject,
                  {{"subject", model::to_string(subject)},
                   {"subject_id", subject_id},
                   {"limit", limit},
                   QY_REACH_GRANT_BINDS(reach)},
                  media_of);
}

Result<std::vector<model::Media>> of_submission(Reader& reader, const model::Reach& reach,
                                                model::SubmissionId submission, std::int64_t limit) {
    return all_of(reader, kOfSubmission, {{"submission", submission}, {"limit", limit}, QY_REACH_GRANT_BINDS(reach)},
                  media_of);
}

Result<std::vector<model::Media>> shown(Reader& reader, std::span<const std::int64_t> subjects, std::int64_t limit) {
    return all_of(reader, kShown, {{"ids", subjects}, {"limit", limit}}, media_of);
}

Result<std::int64_t> count(Reader& reader, model::MediaSubject subject, std::int64_t subject_id) {
    QY_TRY(found, reader.first(kCount, {{"subject", model::to_string(subject)}, {"subject_id", subject_id}},
                               [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

Result<bool> remove(Writer& writer, const model::Media& media) {
    QY_TRY(rows, writer.run(kRemove, {{"media", media.id}}));
    if (rows == 0) return false;
    QY_CHECK(objects::release(writer, media.object));
    if (!media.small_object.empty()) QY_CHECK(objects::release(writer, media.small_object));
    return true;
}

Result<void> hand_on(Writer& writer, model::MediaId id, model::SubmissionId submission, model::MediaSubject subject,
                     std::int64_t subject_id) {
    QY_TRY(moved, writer.run(kHandOn, {{"media", id},
                                       {"submission", submission},
                                       {"subject", model::to_string(subject)},
                                       {"subject_id", subject_id}}));
    (void)moved;
    return {};
}

Result<void> set_brand(Writer& writer, model::SubmissionId submission, model::BrandId brand) {
    QY_TRY(rows, writer.run(kSetBrand, {{"submission", submission}, {"brand", brand}}));
    (void)rows;
    return {};
}

Result<std::vector<model::Media>> of_party(Reader& reader, model::PartyId party, std::int64_t limit) {
    return all_of(reader, kOfParty, {{"party", party}, {"limit", limit}}, media_of);
}

Result<std::vector<model::Media>> older(Reader& reader, Time before, std::int64_t limit) {
    return all_of(reader, kOlder, {{"before", before}, {"limit", limit}}, media_of);
}

Result<void> forget_author(Writer& writer, model::PartyId party, model::UserId user, std::string_view author) {
    QY_TRY(rows, writer.run(kForgetAuthor, {{"party", party}, {"user", user}, {"author", author}}));
    (void)rows;
    return {};
}

}  // namespace qy::storage::media
