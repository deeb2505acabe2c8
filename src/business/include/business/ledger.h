#pragma once
// The ledger: whatever is published adds an entry in the same transaction. (architecture §2; bytes: interfaces "Values,
// hashes, files")
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::storage {
class Writer;
class Reader;
}  // namespace qy::storage
namespace qy::storage::ledger {
struct Entry;
}

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

/// Destroys the salts of members whose values are erased from the record: their salted hashes take the place, so that
/// the commitment can still be recomputed and the values no longer be guessed. `record` is the record as published, or
/// what is left of it. Errors: those of storage.
Result<void> forget_salts(storage::Writer& writer, std::int64_t record_id, const Json& record,
                          const std::vector<std::string>& members);

/// The salts of an entry as they may leave without the protected values of its record: where one could be guessed, the
/// salted hash stands, as after forget_salts. Errors: those of storage.
Result<std::string> salts_without_values(storage::Reader& reader, const storage::ledger::Entry& entry);

/// What a verification of the whole ledger found.
struct LedgerReport {
    std::int64_t entries = 0;
    std::int64_t recomputed = 0;  ///< commitments that follow from stored events and salts
    std::int64_t erased = 0;      ///< values that are gone, whose hash stands for them
};
/// Recomputes the commitment of every entry of an event from storage, and checks that positions have no gap and entries
/// say what their columns say. Errors: corrupt `ledger.mismatch` {position}; those of storage.
Result<LedgerReport> verify_ledger(const Services& services);

/// Recomputes the commitment of the entry at `position` from `record` and the stored salts.
/// Errors: corrupt `ledger.mismatch` {position}; not_found `ledger.no_entry` {position}.
Result<void> verify_ledger_entry(storage::Reader& reader, std::int64_t position, const Json& record);

}  // namespace qy::business
