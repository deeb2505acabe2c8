#pragma once
// What a new installation begins with: the operator's own party, the built-in dictionary and categories, policy rows.
#include "base/result.h"
#include "business/access_seed.h"
#include "business/services.h"
#include "model/ids.h"

namespace qy::business {

/// Writes what is missing of the built-in dictionary, categories and policies; changes nothing that operators have
/// changed. Safe to repeat at each start. Returns the operator's own party. Errors: those of storage.
Result<model::PartyId> seed(const Services& services, Adopt adopt = Adopt::never);

}  // namespace qy::business
