#include "openssl_handles.h"

#include <openssl/err.h>

#include <array>

#include "base/assert.h"

namespace qy::crypto {

namespace {
// An OpenSSL built without the SM algorithms cannot run this program at all, so a failed look-up ends it at once.
const EVP_CIPHER* fetch_cipher(const char* name) {
    const EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name, nullptr);
    QY_ASSERT(cipher != nullptr);
    return cipher;
}
}  // namespace

void OpensslRelease::operator()(evp_md_ctx_st* context) const noexcept {
    EVP_MD_CTX_free(context);
}
void OpensslRelease::operator()(evp_mac_ctx_st* context) const noexcept {
    EVP_MAC_CTX_free(context);
}
void OpensslRelease::operator()(evp_cipher_ctx_st* context) const noexcept {
    EVP_CIPHER_CTX_free(context);
}
void OpensslRelease::operator()(evp_pkey_st* key) const noexcept {
    EVP_PKEY_free(key);
}

const EVP_MD* sm3_algorithm() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
    QY_ASSERT(algorithm != nullptr);
    return algorithm;
}

EVP_MAC* hmac_algorithm() {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    QY_ASSERT(algorithm != nullptr);
    return algorithm;
}

const EVP_CIPHER* sm4_ecb_algorithm() {
    static const EVP_CIPHER* const algorithm = fetch_cipher("SM4-ECB");
    return algorithm;
}

const EVP_CIPHER* sm4_cbc_algorithm() {
    static const EVP_CIPHER* const algorithm = fetch_cipher("SM4-CBC");
    return algorithm;
}

const EVP_CIPHER* sm4_ctr_algorithm() {
    static const EVP_CIPHER* const algorithm = fetch_cipher("SM4-CTR");
    return algorithm;
}

std::string take_openssl_errors() {
    std::string text;
    std::array<char, 256> line{};
    while (const unsigned long code = ERR_get_error()) {
        ERR_error_string_n(code, line.data(), line.size());
        text += text.empty() ? "" : "; ";
        text += line.data();
    }
    return text;
}

}  // namespace qy::crypto
