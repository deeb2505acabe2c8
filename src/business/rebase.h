#pragma once
// A submission whose base versions hold no more, made anew on what is there now. (clause 6.2.1)
#include <vector>

#include "base/json.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// Takes the present versions for the changes of products, categories and words, and, where `contents` has something
/// for a change, that instead of what it said; stores them. Errors: conflict `submission.base_holds`: there is nothing
/// to do; invalid `submission.contents` {how many changes there are} (another number of contents, or one for a row),
/// `submission.other_thing` (it is about something else than before); those of storage.
Result<void> rebase_changes(Publication& publication, model::Submission& submission, const std::vector<Json>& contents);

}  // namespace qy::business
