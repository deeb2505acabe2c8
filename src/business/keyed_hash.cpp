#include "keyed_hash.h"

#include "base/bytes.h"
#include "crypto/keyring.h"

namespace qy::business {
namespace {

std::string hash_under(const crypto::WorkingKey& key, std::string_view use, std::string_view secret) {
    return to_hex(key.mac({bytes_of(use), bytes_of("\n"), bytes_of(secret)}));
}

}  // namespace

Result<std::string> keyed_hash(const crypto::Keyring& keys, std::string_view use, std::string_view secret) {
    QY_TRY(key, keys.active(crypto::Purpose::token));
    return hash_under(*key, use, secret);
}

std::vector<std::string> keyed_hashes(const crypto::Keyring& keys, std::string_view use, std::string_view secret) {
    std::vector<std::string> hashes;
    for (const auto& key : keys.all(crypto::Purpose::token)) hashes.push_back(hash_under(*key, use, secret));
    return hashes;
}

}  // namespace qy::business
