#include "crypto/token.h"

#include <algorithm>

namespace qy::crypto {

namespace {
constexpr std::size_t kRandomBytes = 32;
}  // namespace

SecretText new_token(Random& random) {
    const Secret<Bytes> bytes(random.bytes(kRandomBytes));
    return SecretText(std::string(token_prefix) + to_base64url(bytes.expose()));
}

bool looks_like_token(std::string_view text) {
    if (text.size() != token_characters || !text.starts_with(token_prefix)) return false;
    return std::all_of(text.begin() + token_prefix.size(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

Digest token_hash(const WorkingKey& key, std::string_view token) {
    QY_ASSERT(key.info().purpose == Purpose::token);
    return key.mac({bytes_of(token)});
}

}  // namespace qy::crypto
