#pragma once
// SM4 (GB/T 32907-2016): single blocks for constructions such as FF1, and the modes CBC and CTR. (clause 8)
#include <array>
#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/secret.h"
#include "crypto/openssl_release.h"

namespace qy::crypto {

using Sm4Key = Secret<std::array<std::uint8_t, 16>>;
using Sm4Iv = std::array<std::uint8_t, 16>;

/// The first 16 bytes of a longer secret as a key. REQUIRES: at least 16 bytes.
[[nodiscard]] Sm4Key sm4_key_of(ByteView bytes);

/// One block at a time under a key that is expanded once. One object belongs to one thread at a time, which is why
/// encrypt_block is not const; a copy keeps the expanded key and costs less than encrypting one block.
class Sm4 {
 public:
    static constexpr std::size_t block_bytes = 16;

    explicit Sm4(const Sm4Key& key);
    Sm4(const Sm4& other);
    Sm4(Sm4&&) noexcept = default;
    Sm4& operator=(const Sm4& other);
    Sm4& operator=(Sm4&&) noexcept = default;
    ~Sm4() = default;

    /// `out` may be `in`. REQUIRES: both point to block_bytes bytes.
    void encrypt_block(const std::uint8_t* in, std::uint8_t* out);

 private:
    std::unique_ptr<evp_cipher_ctx_st, OpensslRelease> context_;
};

/// CBC with PKCS#7 padding. No integrity: use it only under a signature or a MAC that is checked first.
/// REQUIRES (all three): less than 1 GiB. Safe from any thread.
[[nodiscard]] Bytes sm4_cbc_encrypt(const Sm4Key& key, const Sm4Iv& iv, ByteView plain);
/// Errors: invalid `sm4.decrypt_failed` (length not a positive multiple of 16, or padding wrong: not told apart).
Result<Bytes> sm4_cbc_decrypt(const Sm4Key& key, const Sm4Iv& iv, ByteView cipher);

/// CTR with a 128-bit big-endian counter that starts at `iv`; encrypts and decrypts. No integrity. Never use an iv
/// twice under one key.
[[nodiscard]] Bytes sm4_ctr(const Sm4Key& key, const Sm4Iv& iv, ByteView data);

}  // namespace qy::crypto
