#pragma once
// A large file on its way: sent in parts, taken in the background, followed to its end.
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "operator_calls.h"

namespace qy::app {

/// Sends the file at `path`, starts the import with `order` (file_name, party, sheet, mapping) and
/// works or waits until it has ended, with progress. Returns what import.start answers for a small file: counts, and
/// `rows` with the outcome of each. Errors: those of the functions; the job's own fault; conflict `import.state`:
/// somebody paused or cancelled it.
Result<Json> import_in_parts(OperatorCalls& calls, const std::string& path, JsonObject order);

}  // namespace qy::app
