#pragma once
// Sensitive columns: sealed values and blind indexes to search them by. (clauses 7.3.1, 9.2.2)
// Sealed value: algorithm (1 byte, 1 = SM4-CTR and HMAC-SM3) ‖ key epoch (2, big-endian) ‖ iv (16) ‖ ciphertext ‖
// mac (32) over place, header, iv and ciphertext.
#include <cstdint>
#include <string_view>

#include "base/random.h"
#include "base/secret.h"
#include "crypto/keyring.h"

namespace qy::crypto {

/// Where a value stands. A sealed value opens only there: moved to another row or column it is refused.
struct FieldPlace {
    std::string_view table;
    std::string_view column;
    std::int64_t row_id = 0;
    std::string_view row_key = {};  ///< of a row that has no number
};

/// Safe from any thread. Keeps a reference to the keyring, so rotation takes effect at once.
class FieldCipher {
 public:
    static constexpr std::size_t overhead_bytes = 1 + 2 + 16 + 32;

    /// `keyring` must outlive the cipher.
    explicit FieldCipher(const Keyring& keyring) : keyring_(keyring) {}

    /// Errors: not_found `keyring.no_key`. Sealing twice gives two texts.
    Result<Bytes> seal(const FieldPlace& place, ByteView plain, Random& random) const;
    /// Errors: corrupt `field.damaged` (changed, cut, moved, or of an unknown algorithm); not_found `keyring.no_key`.
    Result<Secret<Bytes>> open(const FieldPlace& place, ByteView sealed) const;
    /// Whether the value was sealed under a retired key and should be sealed anew. Errors: as open.
    Result<bool> is_outdated(ByteView sealed) const;

 private:
    const Keyring& keyring_;
};

/// HMAC-SM3 of a normalised value (the caller folds case, width and spaces), told apart by table and column, so that
/// equal values of two columns cannot be matched. Equal values of one column can: index only what must be searched.
/// REQUIRES: the key's purpose is blind_index. Safe from any thread.
[[nodiscard]] Digest blind_index(const WorkingKey& key, std::string_view table, std::string_view column,
                                 std::string_view normalised);

}  // namespace qy::crypto
