#pragma once
// SM2 keys as OpenSSL holds them.
#include <optional>

#include "crypto/sm2.h"
#include "openssl_handles.h"

namespace qy::crypto {

/// Passes a key on only if OpenSSL treats it as SM2. A key of type EC over the SM2 curve looks alike, but refuses the
/// user id and then signs by another algorithm all the same.
/// Errors: invalid `sm2.key_malformed` (null), `sm2.key_wrong_type`.
Result<std::shared_ptr<EVP_PKEY>> require_sm2(Handle<EVP_PKEY> key);

/// Errors: invalid `sm2.key_malformed` (not on the curve). `scalar` may be null: a public key.
Result<std::shared_ptr<EVP_PKEY>> make_sm2_key(const Sm2Point& point, const BIGNUM* scalar);

/// The point of a scalar, or nothing unless it is in [1, n − 2].
[[nodiscard]] std::optional<Sm2Point> point_of(const BIGNUM& scalar);

[[nodiscard]] Sm2Point point_of(const EVP_PKEY& key);
[[nodiscard]] Secret<Bytes> scalar_of(const EVP_PKEY& key);

}  // namespace qy::crypto
