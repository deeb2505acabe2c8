#pragma once
// Bearer tokens: shown once, stored only as a keyed hash. (clause 9.4.1)
#include <string_view>

#include "base/random.h"
#include "base/secret.h"
#include "crypto/working_key.h"

namespace qy::crypto {

inline constexpr std::string_view token_prefix = "qy_";
inline constexpr std::size_t token_characters = 46;  // prefix and base64url of 32 bytes

/// "qy_" and base64url of 32 random bytes.
[[nodiscard]] SecretText new_token(Random& random);
/// Whether the text has the shape of a token: a cheap refusal before any look-up.
[[nodiscard]] bool looks_like_token(std::string_view text);
/// What is stored and looked up: HMAC-SM3 of the whole text. A look-up tries the hash under each key of
/// Keyring::all(Purpose::token). REQUIRES: the key's purpose is token. Safe from any thread.
[[nodiscard]] Digest token_hash(const WorkingKey& key, std::string_view token);

}  // namespace qy::crypto
