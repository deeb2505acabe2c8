#include "crypto/sm4.h"

#include <algorithm>

#include "openssl_handles.h"

namespace qy::crypto {

namespace {

constexpr std::size_t kDataBytesMax = 1U << 30U;  // EVP counts in int

enum class Direction : int { decrypt = 0, encrypt = 1 };

Handle<EVP_CIPHER_CTX> begin(const EVP_CIPHER* algorithm, const Sm4Key& key, const std::uint8_t* iv,
                             Direction direction) {
    Handle<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    QY_ASSERT(context != nullptr);
    QY_ASSERT(EVP_CipherInit_ex2(context.get(), algorithm, key.expose().data(), iv, static_cast<int>(direction),
                                 nullptr) == 1);
    return context;
}

/// Everything that comes out; false when the padding is wrong, which only decryption can meet.
bool run(EVP_CIPHER_CTX* context, ByteView in, Bytes& out) {
    QY_ASSERT(in.size() < kDataBytesMax);
    out.resize(in.size() + Sm4::block_bytes);
    int first = 0;
    int last = 0;
    const bool done = EVP_CipherUpdate(context, out.data(), &first, in.data(), static_cast<int>(in.size())) == 1 &&
                      EVP_CipherFinal_ex(context, out.data() + first, &last) == 1;
    if (!done) {
        wipe(out.data(), out.size());
        return false;
    }
    out.resize(static_cast<std::size_t>(first + last));
    return true;
}

}  // namespace

Sm4Key sm4_key_of(ByteView bytes) {
    QY_ASSERT(bytes.size() >= Sm4::block_bytes);
    std::array<std::uint8_t, 16> key{};
    std::copy_n(bytes.begin(), key.size(), key.begin());
    Sm4Key out(key);
    wipe(key.data(), key.size());
    return out;
}

Sm4::Sm4(const Sm4Key& key) {
    auto context = begin(sm4_ecb_algorithm(), key, nullptr, Direction::encrypt);
    QY_ASSERT(EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1);
    context_.reset(context.release());
}

Sm4::Sm4(const Sm4& other) : context_(EVP_CIPHER_CTX_new()) {
    QY_ASSERT(context_ != nullptr);
    QY_ASSERT(EVP_CIPHER_CTX_copy(context_.get(), other.context_.get()) == 1);
}

Sm4& Sm4::operator=(const Sm4& other) {
    if (this != &other) context_ = Sm4(other).context_;
    return *this;
}

void Sm4::encrypt_block(const std::uint8_t* in, std::uint8_t* out) {
    int size = 0;
    QY_ASSERT(EVP_EncryptUpdate(context_.get(), out, &size, in, static_cast<int>(block_bytes)) == 1);
    QY_ASSERT(size == static_cast<int>(block_bytes));
}

Bytes sm4_cbc_encrypt(const Sm4Key& key, const Sm4Iv& iv, ByteView plain) {
    Bytes out;
    QY_ASSERT(run(begin(sm4_cbc_algorithm(), key, iv.data(), Direction::encrypt).get(), plain, out));
    return out;
}

Result<Bytes> sm4_cbc_decrypt(const Sm4Key& key, const Sm4Iv& iv, ByteView cipher) {
    Bytes out;
    const bool whole = !cipher.empty() && cipher.size() % Sm4::block_bytes == 0 && cipher.size() < kDataBytesMax;
    if (!whole || !run(begin(sm4_cbc_algorithm(), key, iv.data(), Direction::decrypt).get(), cipher, out)) {
        return invalid("sm4.decrypt_failed").because(take_openssl_errors());
    }
    return out;
}

Bytes sm4_ctr(const Sm4Key& key, const Sm4Iv& iv, ByteView data) {
    Bytes out;
    QY_ASSERT(run(begin(sm4_ctr_algorithm(), key, iv.data(), Direction::encrypt).get(), data, out));
    return out;
}

}  // namespace qy::crypto
