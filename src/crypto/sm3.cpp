#include "crypto/sm3.h"

#include <openssl/core_names.h>

#include <algorithm>

#include "openssl_handles.h"

// Hashing has no failure that a caller could act on: only exhausted memory or a broken OpenSSL, both of which end the
// program here.

namespace qy::crypto {

Digest sm3(ByteView data) {
    // Making a context costs more than hashing a short text; finish() leaves it as good as new.
    static thread_local Sm3 hash;
    return hash.update(data).finish();
}

Sm3::Sm3() : context_(EVP_MD_CTX_new()) {
    QY_ASSERT(context_ != nullptr);
    QY_ASSERT(EVP_DigestInit_ex2(context_.get(), sm3_algorithm(), nullptr) == 1);
}

Sm3::Sm3(const Sm3& other) : context_(EVP_MD_CTX_new()) {
    QY_ASSERT(context_ != nullptr);
    QY_ASSERT(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1);
}

Sm3& Sm3::operator=(const Sm3& other) {
    if (this != &other) context_ = Sm3(other).context_;
    return *this;
}

Sm3& Sm3::update(ByteView data) {
    QY_ASSERT(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1);
    return *this;
}

Digest Sm3::finish() {
    Digest out{};
    unsigned int size = 0;
    QY_ASSERT(EVP_DigestFinal_ex(context_.get(), out.data(), &size) == 1);
    QY_ASSERT(size == out.size());
    QY_ASSERT(EVP_DigestInit_ex2(context_.get(), sm3_algorithm(), nullptr) == 1);
    return out;
}

HmacSm3::HmacSm3(ByteView key) : prepared_(EVP_MAC_CTX_new(hmac_algorithm())) {
    QY_ASSERT(prepared_ != nullptr);
    char name[] = "SM3";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                     OSSL_PARAM_construct_end()};
    // A null key would mean "keep the present key", so an empty one still needs an address.
    const std::uint8_t none = 0;
    const std::uint8_t* address = key.empty() ? &none : key.data();
    QY_ASSERT(EVP_MAC_init(prepared_.get(), address, key.size(), parameters) == 1);
}

Digest HmacSm3::mac(ByteView data) const {
    return mac({data});
}

Digest HmacSm3::mac(std::initializer_list<ByteView> pieces) const {
    // The prepared context is only read: each call works on its own copy, so threads may share the key.
    const Handle<EVP_MAC_CTX> context(EVP_MAC_CTX_dup(prepared_.get()));
    QY_ASSERT(context != nullptr);
    for (const ByteView piece : pieces) {
        QY_ASSERT(EVP_MAC_update(context.get(), piece.data(), piece.size()) == 1);
    }
    Digest out{};
    std::size_t size = 0;
    QY_ASSERT(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1);
    QY_ASSERT(size == out.size());
    return out;
}

Digest hmac_sm3(ByteView key, ByteView data) {
    return HmacSm3(key).mac(data);
}

Secret<Bytes> hkdf_sm3(ByteView key_material, ByteView salt, ByteView info, std::size_t size) {
    QY_ASSERT(size >= 1 && size <= 255 * sizeof(Digest));
    Digest block = hmac_sm3(salt, key_material);
    const HmacSm3 expand(block);
    Bytes out(size);
    ByteView previous;
    std::uint8_t counter = 1;
    for (std::size_t done = 0; done < size; ++counter) {
        block = expand.mac({previous, info, ByteView(&counter, 1)});
        previous = block;
        const std::size_t part = std::min(block.size(), size - done);
        std::copy_n(block.begin(), part, out.begin() + static_cast<std::ptrdiff_t>(done));
        done += part;
    }
    wipe(block.data(), block.size());
    return Secret<Bytes>(std::move(out));
}

}  // namespace qy::crypto
