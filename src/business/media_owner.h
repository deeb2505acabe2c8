#pragma once
// Whose the thing is that a file belongs to.
#include <cstdint>

#include "base/result.h"
#include "model/media.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// Errors: not_found `media.subject_not_found`; those of storage.
Result<model::PartyId> owner_of(storage::Reader& reader, model::MediaSubject subject, std::int64_t id);

}  // namespace qy::business
