#pragma once
// Changes of the dictionary: each an operation with a base version, applied in the caller's transaction. (clause 6.2.4)
#include "base/json.h"
#include "base/result.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// Applies one operation ("operation": save | retire | import, its members as words.h tells) and returns what it did:
/// items, and where the word is used. Errors: those of words.h. On an error the caller rolls back.
Result<JsonObject> apply_word_change(Publication& publication, const model::Change& change);

/// Refuses what could never be applied, before it waits for review.
Result<void> check_word_change(Publication& publication, const model::Change& change);

}  // namespace qy::business
