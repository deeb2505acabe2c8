#pragma once
// The steps that submissions went through. (clause 6.2.1) Errors: those of the port; corrupt `storage.corrupt` also
// when a stored word is unknown.
#include <string>
#include <vector>

#include "model/submission.h"
#include "storage/store.h"

namespace qy::storage::submission_steps {

/// Adds the next step of the submission. Errors: conflict `storage.reference` (no such submission).
Result<void> append(Writer& writer, model::SubmissionId submission, const model::SubmissionStep& step);
/// Oldest first.
Result<std::vector<model::SubmissionStep>> all(Reader& reader, model::SubmissionId submission);

}  // namespace qy::storage::submission_steps
