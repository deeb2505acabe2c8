#pragma once
// Rows whose time is over. (clause 7.3.1) Errors: those of the port. Each removes at most `limit` rows, oldest first,
// and returns how many.
#include <cstdint>
#include <vector>

#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::retention {

Result<std::int64_t> remove_scans(Writer& writer, Time before, std::int64_t limit);
/// Submissions that were rejected or withdrawn before this time, with whom they name.
Result<std::int64_t> remove_rejected(Writer& writer, Time before, std::int64_t limit);
/// Tokens made before this time that are revoked or expired.
Result<std::int64_t> remove_tokens(Writer& writer, Time before, std::int64_t limit);
/// Events that happened before this time and name persons, by id.
Result<std::vector<model::EventId>> events_with_persons(Reader& reader, Time before, std::int64_t limit);

}  // namespace qy::storage::retention
