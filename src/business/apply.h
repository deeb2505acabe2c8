#pragma once
// Applies the changes of an approved submission, each kind by its own rule, in the caller's transaction.
#include "base/result.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// Applies every change in order, and notes in `effects` what operations on the catalogue and the dictionary did.
/// Errors: conflict `submission.base_version` {kind, id}; those of the kinds (publish.h, registry.h,
/// catalogue_changes.h). On an error the caller rolls back.
Result<void> apply_changes(Publication& publication, model::Submission& submission);

}  // namespace qy::business
