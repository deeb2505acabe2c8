#pragma once
// What makes protected values unreadable in the database: sealed texts that open only where they stand, and keyed
// hashes to find them by. Which values are protected is said by model/data_table.h. (clauses 7.3.1, 9.2.2)
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"

namespace qy::crypto {
class Keyring;
struct FieldPlace;
}  // namespace qy::crypto

namespace qy::storage {

/// A value's place: it opens nowhere else. `row_key` is for rows that have no number.
struct Place {
    std::string_view table;
    std::string_view column;
    std::int64_t row = 0;
    std::string_view row_key = {};
};

/// Safe from any thread. A rotation of its keys takes effect at once; what older keys sealed still opens.
class Vault {
 public:
    /// Both outlive the vault.
    Vault(const crypto::Keyring& keys, Random& random) : keys_(keys), random_(random) {}

    /// "sealed:EPOCH:BASE64"; twice the same text gives two values. Errors: not_found `keyring.no_key`.
    Result<std::string> seal(const Place& place, std::string_view plain) const;
    /// A text that is not sealed is given back: it was stored before its column was protected, and reseal.h will seal
    /// it. Errors: corrupt `field.damaged` (changed, cut, or moved from another place); not_found `keyring.no_key`.
    Result<std::string> open(const Place& place, std::string_view stored) const;

    /// The same for a value that stands as bytes without the text form: opened, and sealed under the present key.
    /// Errors: those of open.
    Result<Bytes> sealed_anew(const Place& place, ByteView sealed) const;

    /// Such a value in the clear. Errors: those of open.
    Result<std::string> opened(const Place& place, ByteView sealed) const;

    /// The epoch that new values are sealed under. Errors: not_found `keyring.no_key`.
    Result<int> epoch() const;
    /// And that new keyed hashes are made under. Errors: the same.
    Result<int> index_epoch() const;

    /// The keyed hash of a value, "EPOCH:HEX", equal for equal values of one column only. The caller normalises.
    /// Errors: not_found `keyring.no_key`.
    Result<std::string> index(std::string_view table, std::string_view column, std::string_view value) const;
    /// The same under every key there is, newest first: for searches.
    [[nodiscard]] std::vector<std::string> indexes(std::string_view table, std::string_view column,
                                                   std::string_view value) const;
    /// Both without the epoch, for columns that hold the hash alone.
    Result<std::string> bare_index(std::string_view table, std::string_view column, std::string_view value) const;
    [[nodiscard]] std::vector<std::string> bare_indexes(std::string_view table, std::string_view column,
                                                        std::string_view value) const;

    /// The keyed hash of a whole row, "EPOCH:HEX": what says that this program wrote it. `row` holds its key and every
    /// member that matters, always in the same order. Errors: not_found `keyring.no_key`. (GB/T 39786 8.2 d, 8.3 c, 8.4
    /// c)
    Result<std::string> vouch(std::string_view table, std::initializer_list<std::string_view> row) const;
    /// Whether the hash is of this row, by any key there is.
    [[nodiscard]] bool vouches(std::string_view table, std::initializer_list<std::string_view> row,
                               std::string_view hash) const;
    /// The epoch that rows are vouched for under. Errors: not_found `keyring.no_key`.
    Result<int> vouch_epoch() const;

 private:
    const crypto::Keyring& keys_;
    Random& random_;
};

[[nodiscard]] bool is_sealed(std::string_view stored);
/// Of a sealed text; 0 for a clear one.
[[nodiscard]] int epoch_of(std::string_view stored);
/// Of a hash of vouch or index; 0 when there is none.
[[nodiscard]] int epoch_of_hash(std::string_view hash);
/// Of sealed bytes.
[[nodiscard]] int epoch_of(ByteView sealed);

}  // namespace qy::storage
