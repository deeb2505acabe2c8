#pragma once
// Settings are read at the start and never change while the program runs; a start with other values than the last one
// leaves an audit record. (clause 9.3.2; GB/T 22239 8.1.4.3)
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::business {

/// Writes `settings.apply` with hashes of all values before and now, and the names of those that are not as shipped,
/// unless the last start had the same values. Values themselves are not told. Errors: those of storage.
Result<void> tell_settings(const Services& services, const model::Actor& actor);

}  // namespace qy::business
