#pragma once
// SM2 (GB/T 32918-2016): keys, signatures with SM3 over Z, and encryption of short texts. (clause 8)
// Keys may be shared by threads and are cheap to copy. Key generation, signing and encryption draw from OpenSSL's own
// generator: it offers no other for nonces, and a repeated nonce reveals the key.
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/secret.h"
#include "crypto/openssl_release.h"
#include "crypto/sm2_format.h"
#include "crypto/sm3.h"

namespace qy::crypto {

/// The user id that everybody signs with unless told otherwise (GM/T 0009-2012 §10).
inline constexpr std::string_view sm2_default_id = "1234567812345678";

/// x ‖ y, without the 04.
using Sm2Point = std::array<std::uint8_t, 64>;

class Sm2PublicKey {
 public:
    /// x ‖ y (64 bytes) or 04 ‖ x ‖ y (65). Errors: invalid `sm2.key_malformed` (another length or first byte, or not a
    /// point of the curve).
    static Result<Sm2PublicKey> from_point(ByteView point);
    /// SubjectPublicKeyInfo in PEM. Errors: invalid `sm2.key_malformed`, `sm2.key_wrong_type` (another kind of key).
    static Result<Sm2PublicKey> from_pem(std::string_view pem);

    [[nodiscard]] const Sm2Point& point() const& { return point_; }
    [[nodiscard]] Sm2Point point() && { return point_; }
    [[nodiscard]] std::string to_pem() const;

    /// Errors: unauthenticated `sm2.signature_wrong`. REQUIRES: id has 1–8190 bytes.
    Result<void> verify(ByteView message, const Sm2Signature& signature, std::string_view id = sm2_default_id) const;
    /// For wrapping keys, not for long texts. Errors: invalid `sm2.plaintext_empty`; too_large `sm2.plaintext_too_long`
    /// {limit} (over limits::sm2_plaintext_bytes_max, where other libraries end).
    Result<Sm2Ciphertext> encrypt(ByteView plain) const;

 private:
    friend class Sm2PrivateKey;
    Sm2PublicKey(std::shared_ptr<evp_pkey_st> key, const Sm2Point& point) : key_(std::move(key)), point_(point) {}
    std::shared_ptr<evp_pkey_st> key_;
    Sm2Point point_{};
};

class Sm2PrivateKey {
 public:
    [[nodiscard]] static Sm2PrivateKey generate();
    /// 32 big-endian bytes. Errors: invalid `sm2.key_malformed` (another length, or not in [1, n − 2]).
    static Result<Sm2PrivateKey> from_scalar(ByteView scalar);
    /// PKCS#8 or SEC 1, not encrypted. Errors: invalid `sm2.key_malformed` (also when its public half does not belong
    /// to it), `sm2.key_wrong_type`.
    static Result<Sm2PrivateKey> from_pem(const SecretText& pem);

    [[nodiscard]] const Sm2PublicKey& public_key() const& { return public_key_; }
    [[nodiscard]] Sm2PublicKey public_key() && { return std::move(public_key_); }
    [[nodiscard]] Secret<Bytes> scalar() const;
    /// PKCS#8, not encrypted.
    [[nodiscard]] SecretText to_pem() const;

    /// REQUIRES: id has 1–8190 bytes.
    [[nodiscard]] Sm2Signature sign(ByteView message, std::string_view id = sm2_default_id) const;
    /// Errors: invalid `sm2.decrypt_failed` (wrong key, C1 not on the curve, C3 does not fit: not told apart).
    Result<Secret<Bytes>> decrypt(const Sm2Ciphertext& ciphertext) const;

 private:
    explicit Sm2PrivateKey(Sm2PublicKey key) : public_key_(std::move(key)) {}
    Sm2PublicKey public_key_;  // its key_ holds both halves
};

/// Z: the digest of id, curve and public key that goes before the message. REQUIRES: id has 1–8190 bytes.
[[nodiscard]] Digest sm2_z(const Sm2Point& point, std::string_view id = sm2_default_id);
/// e = SM3(Z ‖ message), the number that is signed; what a cryptographic module is handed.
[[nodiscard]] Digest sm2_message_digest(const Sm2Point& point, ByteView message, std::string_view id = sm2_default_id);

}  // namespace qy::crypto
