#pragma once
// Which submissions need no review: rows of the policy table. (architecture §2)
#include "base/result.h"
#include "model/submission.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// True when the first policy row that fits (party, channel, kind) says auto. Errors: those of storage.
Result<bool> is_automatic(storage::Reader& reader, model::PartyId party, model::Channel channel,
                          model::ChangeKind kind);

}  // namespace qy::business
