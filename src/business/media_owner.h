#pragma once
// Whose the thing is that a file belongs to.
#include <cstdint>

#include "base/result.h"
#include "model/media.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

struct MediaOwner {
    model::PartyId party;
    model::BrandId brand;  ///< of the product that the thing speaks of; may be none
};
/// Errors: not_found `media.subject_not_found`; those of storage.
Result<MediaOwner> owner_of(storage::Reader& reader, model::MediaSubject subject, std::int64_t id);

}  // namespace qy::business
