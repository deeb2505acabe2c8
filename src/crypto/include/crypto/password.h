#pragma once
// Passwords at rest: Argon2id (RFC 9106), then HMAC-SM3 under the keyring's password key, so that a stolen database
// alone cannot be guessed against. (clauses 9.4.1, 9.2.2)
// Stored text: $argon2id-sm3$v=19$m=19456,t=2,p=1$k=EPOCH$SALT$TAG with hex salt (16 bytes) and tag (32 bytes).
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/secret.h"
#include "crypto/keyring.h"

namespace qy::crypto {

/// What it costs to try one password: 19 MiB, two passes, one lane, about 30 ms. (OWASP's smallest advice)
struct PasswordCost {
    std::uint32_t memory_kib = 19'456;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
    bool operator==(const PasswordCost&) const = default;
};

/// Blocks for the time above and takes its memory. Safe from any thread.
/// Errors: too_large `password.too_long` {limit} (over limits::password_bytes_max); not_found `keyring.no_key`;
/// unavailable `password.no_memory`. REQUIRES: a cost within what verify_password accepts.
Result<std::string> hash_password(const Keyring& keyring, const SecretText& password, Random& random,
                                  const PasswordCost& cost = {});

struct PasswordCheck {
    bool matches = false;
    bool outdated =
        false;  ///< made with another cost than wanted, or a retired key: hash it anew while the password is at hand
};

/// Compares in constant time. A password over the limit does not match. Up to 256 MiB, 16 passes and 4 lanes are
/// accepted, so that a damaged row cannot exhaust the machine. Safe from any thread.
/// Errors: corrupt `password.stored_malformed`; not_found `keyring.no_key`; unavailable `password.no_memory`.
Result<PasswordCheck> verify_password(const Keyring& keyring, const SecretText& password, std::string_view stored,
                                      const PasswordCost& wanted = {});

}  // namespace qy::crypto
