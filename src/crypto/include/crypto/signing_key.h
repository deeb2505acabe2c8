#pragma once
// The SM2 key pair of a working key, for what must be proved to others: seals of the audit trail. (clauses 8, 9.3.2)
// A certified module keeps such a pair under the same key index; then this is the one function to replace.
#include "crypto/sm2.h"
#include "crypto/working_key.h"

namespace qy::crypto {

/// The same pair at every call: its private number is the first of HMAC-SM3(key, label ‖ counter) that SM2 allows.
[[nodiscard]] Sm2PrivateKey signing_key(const WorkingKey& key);

}  // namespace qy::crypto
