#pragma once
// The JSON of a submission, as its party and its reviewers see it.
#include "base/json.h"
#include "base/result.h"
#include "model/submission.h"

namespace qy::presentation {

struct Call;

[[nodiscard]] JsonObject submission_json(const model::Submission& submission);

/// A body that is taken as a whole. Errors: invalid `request.invalid`: it is no object.
Result<JsonObject> object_of(const Json& body);

/// After operations on the dictionary were applied: labels are read again. Errors: those of storage.
Result<void> renew_labels(Call& call, const model::Submission& submission);

}  // namespace qy::presentation
