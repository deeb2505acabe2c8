#pragma once
// The JSON of a submission, as its party and its reviewers see it.
#include "base/json.h"
#include "model/submission.h"

namespace qy::presentation {

[[nodiscard]] JsonObject submission_json(const model::Submission& submission);

}  // namespace qy::presentation
