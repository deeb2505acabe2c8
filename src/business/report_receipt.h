#pragma once
// Receipt numbers of consumers' reports: 16 letters and digits, grouped in fours, that nobody guesses. (clause 5.6)
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"

namespace qy::business {

/// The number that belongs to a sender's key: it follows from the key and a secret key of this installation, so a
/// report that is sent again has the same one. Errors: not_found `keyring.no_key`.
Result<SecretText> receipt_of(const Services& services, std::string_view key);
/// The same under every secret key, newest first.
[[nodiscard]] std::vector<SecretText> receipts_of(const Services& services, std::string_view key);

/// "7kqf 9m2p xh4t-acde" → "7KQF-9M2P-XH4T-ACDE"; nullopt for what cannot be one.
[[nodiscard]] std::optional<std::string> read_receipt(std::string_view text);

/// How a number is stored. Errors: not_found `keyring.no_key`.
Result<std::string> receipt_hash(const Services& services, const SecretText& number);
[[nodiscard]] std::vector<std::string> receipt_hashes(const Services& services, const SecretText& number);

}  // namespace qy::business
