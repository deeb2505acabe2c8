#pragma once
// SM3 (GB/T 32905-2016), HMAC-SM3 (RFC 2104 over SM3) and HKDF-SM3 (RFC 5869 over SM3). (clause 8)
#include <array>
#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/secret.h"
#include "crypto/openssl_release.h"

namespace qy::crypto {

using Digest = std::array<std::uint8_t, 32>;

/// Safe from any thread.
[[nodiscard]] Digest sm3(ByteView data);

/// SM3 over pieces. One object belongs to one thread at a time; a copy goes on from the same state.
class Sm3 {
 public:
    Sm3();
    Sm3(const Sm3& other);
    Sm3(Sm3&&) noexcept = default;
    Sm3& operator=(const Sm3& other);
    Sm3& operator=(Sm3&&) noexcept = default;
    ~Sm3() = default;

    Sm3& update(ByteView data);
    /// The digest of everything so far; the object then starts anew.
    [[nodiscard]] Digest finish();

 private:
    std::unique_ptr<evp_md_ctx_st, OpensslRelease> context_;
};

/// HMAC-SM3 many times under one key: the key is prepared once. Safe from any thread.
class HmacSm3 {
 public:
    /// Any length; an empty key is allowed by RFC 2104 (HKDF needs it) and gives no secrecy.
    explicit HmacSm3(ByteView key);
    HmacSm3(HmacSm3&&) noexcept = default;
    HmacSm3& operator=(HmacSm3&&) noexcept = default;

    [[nodiscard]] Digest mac(ByteView data) const;
    /// Over the pieces one after the other; the pieces' boundaries do not enter.
    [[nodiscard]] Digest mac(std::initializer_list<ByteView> pieces) const;

 private:
    std::unique_ptr<evp_mac_ctx_st, OpensslRelease> prepared_;
};

/// Safe from any thread.
[[nodiscard]] Digest hmac_sm3(ByteView key, ByteView data);

/// RFC 5869 extract and expand: `size` bytes from `key_material`, told apart by `info`.
/// REQUIRES: size in [1, 255 × 32]. Safe from any thread.
[[nodiscard]] Secret<Bytes> hkdf_sm3(ByteView key_material, ByteView salt, ByteView info, std::size_t size);

}  // namespace qy::crypto
