#pragma once
// Accounts that nobody uses are disabled by themselves. (GB/T 22239 8.1.4.2 c)
#include "base/result.h"
#include "business/services.h"
#include "model/user.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// Neither log-in nor token was used for login.dormant_days, by a clock that can be believed (clock_watch.h). Errors:
/// those of storage. REQUIRES: not inside a transaction.
Result<bool> is_dormant(const Services& services, const model::User& user);
/// Disables the user, ends its sessions and tells it in the audit.
Result<void> disable_dormant(storage::Writer& writer, const Services& services, const model::User& user,
                             const model::Actor& actor);

}  // namespace qy::business
