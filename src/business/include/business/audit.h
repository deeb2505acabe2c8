#pragma once
// Audit records: who did what to what, from where, with which result; append-only and hash-chained. (clause 9.3.2)
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// One operation to be told. `detail` holds no personal data.
struct AuditNote {
    std::string_view action;  ///< "code.issue"
    std::string object;       ///< "code_range:123"
    std::string_view result = "ok";
    JsonObject detail;
};

/// Appends the record in the caller's transaction: an operation whose audit cannot be written is not done.
Result<void> write_audit(storage::Writer& writer, const model::Actor& actor, const AuditNote& note, Time now);

/// The same in a transaction of its own: for denials, and for reads that must be told. Errors: those of storage.
Result<void> write_audit_alone(const Services& services, const model::Actor& actor, const AuditNote& note);

/// Walks the whole chain and returns how many records it has. Errors: corrupt `audit.chain_broken` {position}; those of
/// storage.
Result<std::int64_t> verify_audit(const Services& services);

struct AuditPage {
    std::vector<JsonObject> items;  ///< oldest first
    std::string next;               ///< cursor; empty at the end
};
/// Records from the cursor on ("0" is the first). Errors: invalid `cursor.malformed`; those of storage.
Result<AuditPage> audit_page(const Services& services, std::string_view cursor, std::int64_t limit);

}  // namespace qy::business
