#pragma once
// Audit records: who did what to what, from where, with which result; append-only and hash-chained. (clause 9.3.2)
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// One operation to be told. Nothing here is personal or secret: ids, counts, states. What was changed enters as hashes
/// (audit_fingerprint).
struct AuditNote {
    std::string_view action;  ///< "code.issue"
    std::string object;       ///< "code_range:123"
    std::string_view result = "ok";
    JsonObject detail;
    std::string before_hash = {};  ///< of what was there; empty where nothing was
    std::string after_hash = {};   ///< of what replaced it
};

/// "epoch:hash": HMAC-SM3 of the canonical value under the audit key, so that whoever reads the trail cannot try out
/// what the value may have been, and the operator can prove what it was. Empty when there is no audit key.
/// REQUIRES: as canonical_text: no fractions.
[[nodiscard]] std::string audit_fingerprint(const crypto::Keyring& keys, const Json& value);

/// Whether `fingerprint` is that of the value, under the key of its own epoch.
[[nodiscard]] bool is_audit_fingerprint_of(const crypto::Keyring& keys, std::string_view fingerprint,
                                           const Json& value);

/// Appends the record in the caller's transaction: an operation whose audit cannot be written is not done. The running
/// call is marked as told (model::CallTrail), so that it is not recorded twice.
Result<void> write_audit(storage::Writer& writer, const model::Actor& actor, const AuditNote& note, Time now);

/// The same in a transaction of its own: what is no change of stored things. Errors: those of storage. The service
/// calls AuditKeeper::record, which tells when this fails.
Result<void> write_audit_alone(const Services& services, const model::Actor& actor, const AuditNote& note);

}  // namespace qy::business
