#include "crypto/sha256.h"

#include <openssl/evp.h>

namespace qy::crypto {

Digest sha256(ByteView data) {
    Digest out{};
    unsigned int size = 0;
    QY_ASSERT(EVP_Digest(data.data(), data.size(), out.data(), &size, EVP_sha256(), nullptr) == 1);
    QY_ASSERT(size == out.size());
    return out;
}

}  // namespace qy::crypto
