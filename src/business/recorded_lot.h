#pragma once
// Lots as exports of events name them.
#include <string>

#include "base/result.h"
#include "model/ids.h"
#include "model/role.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// The lot that `text` names, by its id, else by its number, of which some event is reached. What is not reached is not
/// there, and makes no number ambiguous. Errors: not_found `lot.not_found`; conflict `lot_number.ambiguous` {text};
/// those of storage.
Result<model::LotId> recorded_lot(storage::Reader& reader, const model::Reach& reach, const std::string& text);

}  // namespace qy::business
