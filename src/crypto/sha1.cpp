#include "crypto/sha1.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace qy::crypto {

std::array<std::uint8_t, 20> sha1(ByteView data) {
    std::array<std::uint8_t, 20> out{};
    unsigned int size = 0;
    QY_ASSERT(EVP_Digest(data.data(), data.size(), out.data(), &size, EVP_sha1(), nullptr) == 1);
    QY_ASSERT(size == out.size());
    return out;
}

}  // namespace qy::crypto
