#pragma once
// The master key: 32 bytes, written as 64 hex digits, that wraps every working key. It lives in a file that only its
// owner may read, or comes from the caller; this layer reads no environment. (clauses 7.3.1, 9.2.2)
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/secret.h"

namespace qy::crypto {

inline constexpr std::size_t master_key_bytes = 32;

/// 64 hex digits, white space around them allowed. Errors: invalid `master_key.malformed`.
Result<Secret<Bytes>> parse_master_key(const SecretText& text);

/// Errors: not_found `master_key.missing` {path}; denied `master_key.open_to_others` {path} (mode must be 0600 or 0400,
/// owner this user or root); invalid `master_key.malformed`; unavailable `master_key.unreadable` {path}.
Result<Secret<Bytes>> read_master_key_file(const std::string& path);

/// Makes a random master key and writes it durably, mode 0600, without replacing anything.
/// Errors: conflict `master_key.exists` {path}; unavailable `master_key.write_failed` {path}.
Result<Secret<Bytes>> create_master_key_file(const std::string& path, Random& random);

}  // namespace qy::crypto
