#pragma once
// Whether something lies within a reach, for what is not read through it. (clauses 4.2, 9.4.2) Errors: those of the
// port.
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage {

/// Of a thing that belongs to `party` and stands under `brand` (none: under no brand).
Result<bool> is_reached(Reader& reader, const model::Reach& reach, model::PartyId party, model::BrandId brand);

}  // namespace qy::storage
