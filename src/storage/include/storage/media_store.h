#pragma once
// Rows of photos and documents. (clause 7.2.2) Whoever inserts or removes a row of
// media moves the uses of its objects (object_store.h) in the same call. Errors of all: those of the port; corrupt
// `storage.corrupt` for a stored word that is unknown.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/media.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::media {

/// Errors: conflict `storage.duplicate` (the subject has this content), `storage.changed` (its objects are not kept).
Result<void> insert(Writer& writer, const model::Media& media);
/// In reach, or for everyone.
Result<std::optional<model::Media>> find(Reader& reader, const model::Reach& reach, model::MediaId id);
/// Of a subject, in reach or for everyone, oldest first.
Result<std::vector<model::Media>> of_subject(Reader& reader, const model::Reach& reach, model::MediaSubject subject,
                                             std::int64_t subject_id, std::int64_t limit);
/// That came with a submission, in reach.
Result<std::vector<model::Media>> of_submission(Reader& reader, const model::Reach& reach,
                                                model::SubmissionId submission, std::int64_t limit);
/// For everyone, of products and events with these ids, oldest first.
Result<std::vector<model::Media>> shown(Reader& reader, std::span<const std::int64_t> subjects, std::int64_t limit);
/// What came with a submission goes on to another subject, which keeps the submission's name. One that has the same
/// content keeps it where it is. REQUIRES: the media is the submission's.
Result<void> hand_on(Writer& writer, model::MediaId id, model::SubmissionId submission, model::MediaSubject subject,
                     std::int64_t subject_id);
/// What waits with a submission, under another brand.
Result<void> set_brand(Writer& writer, model::SubmissionId submission, model::BrandId brand);
Result<std::int64_t> count(Reader& reader, model::MediaSubject subject, std::int64_t subject_id);

/// Removes a row and gives its objects back. False when it was gone.
Result<bool> remove(Writer& writer, const model::Media& media);
/// Those of a party's own, and those that are older and not for everyone.
Result<std::vector<model::Media>> of_party(Reader& reader, model::PartyId party, std::int64_t limit);
Result<std::vector<model::Media>> older(Reader& reader, Time before, std::int64_t limit);
/// A user's name leaves what it sent.
Result<void> forget_author(Writer& writer, model::PartyId party, model::UserId user, std::string_view author);

}  // namespace qy::storage::media
