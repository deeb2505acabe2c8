#pragma once
// Frees what OpenSSL gave. Public headers name its types only through these forward declarations.

struct evp_md_ctx_st;
struct evp_mac_ctx_st;
struct evp_cipher_ctx_st;
struct evp_pkey_st;

namespace qy::crypto {

/// Deleter for std::unique_ptr.
struct OpensslRelease {
    void operator()(evp_md_ctx_st* context) const noexcept;
    void operator()(evp_mac_ctx_st* context) const noexcept;
    void operator()(evp_cipher_ctx_st* context) const noexcept;
    void operator()(evp_pkey_st* key) const noexcept;
};

}  // namespace qy::crypto
