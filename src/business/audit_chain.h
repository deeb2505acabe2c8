#pragma once
// How audit records hang together: the hash of each, the seals over the chain, the head beside the database.
// (clause 9.3.2; GB/T 22239 8.1.4.3 c, GB/T 39786 8.3 e)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "crypto/keyring.h"
#include "storage/audit_store.h"

namespace qy::business {

inline constexpr std::string_view kSealAction = "audit.seal";
inline constexpr std::string_view kCutAction = "audit.cut";
inline constexpr std::string_view kKeeperName = "system";

/// SM3 over the canonical record with the hash of the one before it, by the record's own format.
[[nodiscard]] std::string audit_hash(const storage::audit::Record& record);

/// A place in the chain.
struct ChainPlace {
    std::int64_t position = 0;
    std::string hash;
    bool operator==(const ChainPlace&) const = default;
};

/// The head of a chain without records.
inline const ChainPlace kBeforeFirst{-1, ""};

/// Detail of a record that vouches for the chain up to `through`: {through, hash, epoch, signature}; SM2 with SM3 by
/// the audit key of that epoch, over "action\nposition\nhash\n". Errors: not_found `keyring.no_key`.
Result<JsonObject> seal_detail(const crypto::Keyring& keys, std::string_view action, const ChainPlace& through);
/// What such a record vouches for. Errors: corrupt `audit.seal_wrong`: no such detail, or the signature does not fit.
Result<ChainPlace> read_seal(const crypto::Keyring& keys, const storage::audit::Record& record);

/// What a head file is of: the trail, or the set of access rows (position: its counter).
inline constexpr std::string_view kAuditHead = "audit.head";
inline constexpr std::string_view kAccessHead = "access.head";

/// A head file: canonical JSON {at, epoch, hash, mac, position}; mac is HMAC-SM3 by the audit key over kind and rest.
/// Replaced whole (fsync, rename, fsync of the folder). Errors: not_found `keyring.no_key`; unavailable
/// `file.write_failed` {path}.
Result<void> write_head(const std::string& path, const crypto::Keyring& keys, const ChainPlace& head, Time now,
                        std::string_view kind = kAuditHead);
/// nullopt: no such file. Errors: corrupt `audit.head_forged`; unavailable `file.unreadable` {path}.
Result<std::optional<ChainPlace>> read_head(const std::string& path, const crypto::Keyring& keys,
                                            std::string_view kind = kAuditHead);

/// Appends a record that seals the chain (`action` kSealAction or kCutAction) up to `through`. `more` is added to its
/// detail.
Result<storage::audit::Record> append_seal(storage::Writer& writer, const crypto::Keyring& keys,
                                           std::string_view action, const ChainPlace& through, JsonObject more,
                                           Time now);

}  // namespace qy::business
