#pragma once
// How secrets that were handed out (cookies, nonces, one-time secrets, recovery codes) are stored and found: never as
// they are. (clause 9.4.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::crypto {
class Keyring;
}

namespace qy::business {

/// HMAC-SM3 under the newest token key of `use` and the secret, in hex. `use` keeps kinds of secrets apart.
/// Errors: not_found `keyring.no_key`. REQUIRES: no line end in `use`.
[[nodiscard]] Result<std::string> keyed_hash(const crypto::Keyring& keys, std::string_view use,
                                             std::string_view secret);
/// The same under every key, newest first: what was stored before a rotation is still found.
[[nodiscard]] std::vector<std::string> keyed_hashes(const crypto::Keyring& keys, std::string_view use,
                                                    std::string_view secret);

}  // namespace qy::business
