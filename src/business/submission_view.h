#pragma once
// A submission as one actor may see it: contents of its events, farmers' names and registry records filtered and masked
// by the field table. (clause 9.2.1)
#include "base/result.h"
#include "model/actor.h"
#include "model/submission.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// `bulk`: one of a list. Lists show protected values masked to whom may not export_personal, however near the actor
/// is. `personal` of what is returned names the personal fields that it shows whole. Errors: those of storage.
Result<model::Submission> shown_submission(storage::Reader& reader, model::Submission submission,
                                           const model::Actor& actor, bool bulk);

}  // namespace qy::business
