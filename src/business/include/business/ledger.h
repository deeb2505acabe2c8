#pragma once
// The ledger: whatever is published adds an entry in the same transaction. (architecture §2; bytes: interfaces "Values,
// hashes, files")
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

namespace qy {
class Random;
}
namespace qy::storage {
class Writer;
class Reader;
}  // namespace qy::storage

namespace qy::business {

/// What is published. `record` is the canonical record (strings, booleans, null, integers, nested objects and arrays of
/// them); `hidden` names its members that are not public, nested ones with a slash ("contents/sale_price"): they enter
/// the commitment as salted hashes.
struct LedgerRecord {
    std::string kind;     ///< event | code_issue | code_bind | freeze | brand_grant | product | party | recall
    std::string subject;  ///< what it is about: a lot id, a range id …
    std::int64_t record_id = 0;
    Json record;
    std::vector<std::string> hidden;
};

/// Appends one entry at the next position and returns it. Call it inside the transaction that publishes the record.
/// Errors: those of storage.
Result<std::int64_t> append_to_ledger(storage::Writer& writer, LedgerRecord record, Random& random, Time now);

/// Recomputes the commitment of the entry at `position` from `record` and the stored salts.
/// Errors: corrupt `ledger.mismatch` {position}; not_found `ledger.no_entry` {position}.
Result<void> verify_ledger_entry(storage::Reader& reader, std::int64_t position, const Json& record);

}  // namespace qy::business
