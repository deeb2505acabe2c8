#pragma once
// Calls that change the catalogue or the dictionary: one way into review, one preview.
#include <string_view>

#include "handlers.h"
#include "model/submission.h"

namespace qy::presentation {

/// Puts the body's operation into the review that every change goes through.
Result<Answer> propose(const Json& body, Call& call, model::ChangeKind kind, std::string_view operation);
/// What the body's operation would do; `uses_cursor` goes on where an earlier answer ended.
Result<Answer> preview(const Json& body, Call& call, model::ChangeKind kind);

}  // namespace qy::presentation
