#pragma once
// A submission as one actor may see it: contents of its events filtered and masked by the field table. (clause 9.2.1)
#include "model/actor.h"
#include "model/submission.h"

namespace qy::business {

/// `bulk`: one of a list. Lists show protected values masked to whom may not export_personal, however near the actor
/// is.
[[nodiscard]] model::Submission shown_submission(model::Submission submission, const model::Actor& actor, bool bulk);

}  // namespace qy::business
