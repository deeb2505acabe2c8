#pragma once
// Where a file of a row goes: to what the row made, as far as it is the sender's own; while the row waits for review,
// to its submission, and from there on when it is approved. (clauses 5.2, 7.2.2)
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "file_matcher.h"
#include "model/actor.h"
#include "model/media.h"
#include "model/submission.h"
#include "publish.h"

namespace qy::business {

struct MediaPlace {
    model::MediaSubject subject = model::MediaSubject::lot;
    std::int64_t id = 0;
    std::string occasion = {};  ///< of a submission: where it goes on to
    bool operator==(const MediaPlace&) const = default;
};

/// None: the row is not known here. Errors: those of row_keys and of storage.
Result<std::optional<MediaPlace>> place_of(storage::Reader& reader, const FileTarget& target,
                                           const model::Actor& actor);

/// What came with a row's submission goes on to what the row made. Errors: those of storage.
Result<void> hand_on_files(storage::Writer& writer, const model::Submission& submission, const RowContent& row,
                           const std::vector<PublishedEvent>& published);

}  // namespace qy::business
