#pragma once
// Audit records: who did what to what, from where, with which result; append-only and hash-chained. (clause 9.3.2)
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "model/actor.h"

namespace qy::storage {
class Writer;
class Reader;
}  // namespace qy::storage

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

/// Walks the whole chain. Errors: corrupt `audit.chain_broken` {position}.
Result<std::int64_t> verify_audit(storage::Reader& reader);

}  // namespace qy::business
