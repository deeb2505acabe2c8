#pragma once
// Verification of the audit trail: finds an edit, a deletion, a reordering and a cut tail. (clause 9.3.2)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// One fault: a code of base/messages with the position as its argument.
struct AuditFault {
    std::string code;
    std::int64_t position = 0;
};

struct AuditCheck {
    std::int64_t records = 0;
    std::int64_t first = 0;  ///< position of the oldest record; above 0 where an expired beginning was cut off
    std::int64_t last = -1;
    std::string head;             ///< hash of the newest record
    std::int64_t seals = 0;       ///< signatures verified
    std::int64_t sealed = -1;     ///< the chain up to here is under a signature
    std::int64_t head_file = -1;  ///< position that the head file names; -1: no such file
    std::int64_t faults_found = 0;
    std::vector<AuditFault> faults;  ///< at most limits::audit_faults_told_max
};

/// A head that somebody kept elsewhere (from syslog), to be found in the chain. Position −1: none.
struct KeptHead {
    std::int64_t position = -1;
    std::string hash;
};

/// Walks the whole chain: `audit.record_edited` (its hash does not fit), `audit.records_missing` (a gap),
/// `audit.chain_broken` (it does not continue the one before: reordered, or the one before was replaced),
/// `audit.seal_wrong` (SM2 signature), `audit.beginning_missing` (cut off without a seal that says so),
/// `audit.head_missing` (the chain lacks the head that was kept: its tail was cut, or it was rewritten),
/// `audit.head_forged`. A chain longer than its head is no fault. Errors: those of storage.
Result<AuditCheck> check_audit(const Services& services, const std::string& head_file, const KeptHead& kept = {});

[[nodiscard]] JsonObject to_json(const AuditCheck& check);

}  // namespace qy::business
