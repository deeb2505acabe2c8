#include "crypto/sm2.h"

#include <algorithm>

#include "base/limits.h"
#include "sm2_key.h"

namespace qy::crypto {

namespace {

// a, b, Gx and Gy of the curve (GB/T 32918.5-2017).
constexpr std::array<std::uint8_t, 128> kCurve = {
    0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0x28, 0xE9, 0xFA, 0x9E, 0x9D, 0x9F,
    0x5E, 0x34, 0x4D, 0x5A, 0x9E, 0x4B, 0xCF, 0x65, 0x09, 0xA7, 0xF3, 0x97, 0x89, 0xF5, 0x15, 0xAB, 0x8F, 0x92, 0xDD,
    0xBC, 0xBD, 0x41, 0x4D, 0x94, 0x0E, 0x93, 0x32, 0xC4, 0xAE, 0x2C, 0x1F, 0x19, 0x81, 0x19, 0x5F, 0x99, 0x04, 0x46,
    0x6A, 0x39, 0xC9, 0x94, 0x8F, 0xE3, 0x0B, 0xBF, 0xF2, 0x66, 0x0B, 0xE1, 0x71, 0x5A, 0x45, 0x89, 0x33, 0x4C, 0x74,
    0xC7, 0xBC, 0x37, 0x36, 0xA2, 0xF4, 0xF6, 0x77, 0x9C, 0x59, 0xBD, 0xCE, 0xE3, 0x6B, 0x69, 0x21, 0x53, 0xD0, 0xA9,
    0x87, 0x7C, 0xC6, 0x2A, 0x47, 0x40, 0x02, 0xDF, 0x32, 0xE5, 0x21, 0x39, 0xF0, 0xA0};
constexpr std::size_t kIdBytesMax = 8190;  // its length in bits is written as 16 bits, and OpenSSL leaves out the last

Handle<EVP_PKEY_CTX> operation_with(EVP_PKEY* key) {
    Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    QY_ASSERT(context != nullptr);
    return context;
}

Handle<EVP_MD_CTX> digest_context() {
    Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
    QY_ASSERT(context != nullptr);
    return context;
}

// Without this call OpenSSL signs with an empty id, which nobody else accepts; it must come before the first update.
void set_id(EVP_PKEY_CTX* context, std::string_view id) {
    QY_ASSERT(!id.empty() && id.size() <= kIdBytesMax);
    QY_ASSERT(EVP_PKEY_CTX_set1_id(context, id.data(), static_cast<int>(id.size())) == 1);
}

}  // namespace

Digest sm2_z(const Sm2Point& point, std::string_view id) {
    QY_ASSERT(!id.empty() && id.size() <= kIdBytesMax);
    const std::size_t bits = id.size() * 8;
    const std::uint8_t bits_text[] = {static_cast<std::uint8_t>(bits >> 8U), static_cast<std::uint8_t>(bits)};
    return Sm3().update(bits_text).update(bytes_of(id)).update(kCurve).update(point).finish();
}

Digest sm2_message_digest(const Sm2Point& point, ByteView message, std::string_view id) {
    return Sm3().update(sm2_z(point, id)).update(message).finish();
}

Sm2Signature Sm2PrivateKey::sign(ByteView message, std::string_view id) const {
    const Handle<EVP_MD_CTX> context = digest_context();
    EVP_PKEY_CTX* operation = nullptr;  // belongs to context
    QY_ASSERT(EVP_DigestSignInit(context.get(), &operation, sm3_algorithm(), nullptr, public_key_.key_.get()) == 1);
    set_id(operation, id);
    std::size_t size = 0;
    QY_ASSERT(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
    Bytes encoded(size);
    QY_ASSERT(EVP_DigestSign(context.get(), encoded.data(), &size, message.data(), message.size()) == 1);
    encoded.resize(size);
    auto read = sm2_read_signature(encoded);
    QY_ASSERT(read.ok());
    return read->signature;
}

Result<void> Sm2PublicKey::verify(ByteView message, const Sm2Signature& signature, std::string_view id) const {
    const Handle<EVP_MD_CTX> context = digest_context();
    EVP_PKEY_CTX* operation = nullptr;  // belongs to context
    QY_ASSERT(EVP_DigestVerifyInit(context.get(), &operation, sm3_algorithm(), nullptr, key_.get()) == 1);
    set_id(operation, id);
    const Bytes encoded = sm2_write_signature(signature, Sm2Form::der);
    if (EVP_DigestVerify(context.get(), encoded.data(), encoded.size(), message.data(), message.size()) != 1) {
        return unauthenticated("sm2.signature_wrong").because(take_openssl_errors());
    }
    return {};
}

Result<Sm2Ciphertext> Sm2PublicKey::encrypt(ByteView plain) const {
    if (plain.empty()) return invalid("sm2.plaintext_empty");
    if (plain.size() > limits::sm2_plaintext_bytes_max) {
        return too_large("sm2.plaintext_too_long", {std::to_string(limits::sm2_plaintext_bytes_max)});
    }
    const Handle<EVP_PKEY_CTX> context = operation_with(key_.get());
    QY_ASSERT(EVP_PKEY_encrypt_init(context.get()) == 1);
    std::size_t size = 0;
    QY_ASSERT(EVP_PKEY_encrypt(context.get(), nullptr, &size, plain.data(), plain.size()) == 1);
    Bytes encoded(size);
    QY_ASSERT(EVP_PKEY_encrypt(context.get(), encoded.data(), &size, plain.data(), plain.size()) == 1);
    encoded.resize(size);
    auto out = sm2_read_ciphertext(encoded, Sm2Form::der);
    QY_ASSERT(out.ok());
    return out;
}

Result<Secret<Bytes>> Sm2PrivateKey::decrypt(const Sm2Ciphertext& ciphertext) const {
    const Bytes encoded = sm2_write_ciphertext(ciphertext, Sm2Form::der);
    const Handle<EVP_PKEY_CTX> context = operation_with(public_key_.key_.get());
    QY_ASSERT(EVP_PKEY_decrypt_init(context.get()) == 1);
    std::size_t size = 0;
    const bool sized = !ciphertext.c2.empty() && ciphertext.c2.size() <= limits::sm2_plaintext_bytes_max &&
                       EVP_PKEY_decrypt(context.get(), nullptr, &size, encoded.data(), encoded.size()) == 1;
    Bytes plain(size);
    if (!sized || EVP_PKEY_decrypt(context.get(), plain.data(), &size, encoded.data(), encoded.size()) != 1) {
        wipe(plain.data(), plain.size());
        return invalid("sm2.decrypt_failed").because(take_openssl_errors());
    }
    wipe(plain.data() + size, plain.size() - size);
    plain.resize(size);
    return Secret<Bytes>(std::move(plain));
}

}  // namespace qy::crypto
