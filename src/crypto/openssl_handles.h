#pragma once
// OpenSSL objects that free themselves, the algorithms looked up once, and its error texts.
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <string>

#include "crypto/openssl_release.h"

namespace qy::crypto {

struct OpensslReleaseMore : OpensslRelease {
    using OpensslRelease::operator();
    void operator()(EVP_PKEY_CTX* context) const noexcept { EVP_PKEY_CTX_free(context); }
    void operator()(BIO* bio) const noexcept { BIO_free_all(bio); }
    void operator()(BIGNUM* number) const noexcept { BN_clear_free(number); }
    void operator()(EC_GROUP* group) const noexcept { EC_GROUP_free(group); }
    void operator()(EC_POINT* point) const noexcept { EC_POINT_free(point); }
    void operator()(OSSL_PARAM_BLD* builder) const noexcept { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const noexcept { OSSL_PARAM_free(parameters); }
};

template <class T>
using Handle = std::unique_ptr<T, OpensslReleaseMore>;

/// Looked up once: a look-up by name costs more than hashing a short text. Immutable, safe from any thread, never
/// freed.
[[nodiscard]] const EVP_MD* sm3_algorithm();
[[nodiscard]] EVP_MAC* hmac_algorithm();
[[nodiscard]] const EVP_CIPHER* sm4_ecb_algorithm();
[[nodiscard]] const EVP_CIPHER* sm4_cbc_algorithm();
[[nodiscard]] const EVP_CIPHER* sm4_ctr_algorithm();

/// Takes this thread's OpenSSL errors as one text for the operator; the queue is empty afterwards.
[[nodiscard]] std::string take_openssl_errors();

}  // namespace qy::crypto
