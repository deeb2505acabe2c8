#pragma once
// The working keys of one installation, wrapped by the master key in DATA/keys/keyring.json. (clauses 7.3.1, 9.2.2)
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/working_key.h"

namespace qy::crypto {

class KeyWrapping;
struct HeldKey;

/// All functions are safe from any thread. What changes keys is written durably before it takes effect in memory; on
/// error nothing has changed. Only one process may change a folder's keys at a time (the caller holds its lock).
///
/// File: JSON {version, salt, master_id, keys: [{purpose, epoch, id, created_us, status, iv, wrapped, mac}], mac}, hex
/// texts. Wrapping: SM4-CTR, then HMAC-SM3 over the row; both keys are HKDF-SM3 of master and salt. The last mac is
/// over the canonical JSON of everything before it, so rows cannot be taken out.
class Keyring {
 public:
    /// Makes DATA/keys (0700) if need be and one key of every purpose, epoch 1.
    /// Errors: conflict `keyring.exists` {path}; invalid `master_key.malformed` (not 32 bytes); unavailable
    /// `keyring.write_failed` {path}.
    static Result<std::unique_ptr<Keyring>> create(const std::string& data_folder, const Secret<Bytes>& master,
                                                   Random& random, const Clock& clock);
    /// Errors: not_found `keyring.missing` {path}; invalid `keyring.wrong_master`, `master_key.malformed`; corrupt
    /// `keyring.corrupt` {path}; unavailable `keyring.unreadable` {path}.
    static Result<std::unique_ptr<Keyring>> open(const std::string& data_folder, const Secret<Bytes>& master);
    ~Keyring();

    /// Errors (both): not_found `keyring.no_key` {purpose, epoch}.
    Result<KeyHandle> active(Purpose purpose) const;
    Result<KeyHandle> get(Purpose purpose, int epoch) const;
    /// Every key of a purpose, newest first: for look-ups of what older epochs wrote.
    [[nodiscard]] std::vector<KeyHandle> all(Purpose purpose) const;
    /// Ordered by purpose, then epoch.
    [[nodiscard]] std::vector<KeyInfo> list() const;

    /// A new active key of the next epoch; the present one retires. Errors: conflict `keyring.no_epoch_left` {purpose}
    /// (codes have nine); unavailable `keyring.write_failed`.
    Result<KeyInfo> rotate(Purpose purpose, Random& random, const Clock& clock);
    /// Adds a key for every purpose that has none: after an update that brought a new purpose. Returns how many.
    /// Errors: unavailable `keyring.write_failed`.
    Result<int> add_missing(Random& random, const Clock& clock);
    /// The same keys under another master key. Errors: invalid `master_key.malformed`; unavailable
    /// `keyring.write_failed`.
    Result<void> rewrap(const Secret<Bytes>& new_master, Random& random);

 private:
    Keyring(std::string path, std::unique_ptr<KeyWrapping> wrapping, std::vector<HeldKey> keys);
    [[nodiscard]] Result<void> replace(std::vector<HeldKey> keys, std::unique_ptr<KeyWrapping> wrapping);

    const std::string path_;
    std::mutex change_;                // held by a change from reading the present keys until it has taken effect
    mutable std::shared_mutex mutex_;  // guards what follows; never held while a file is written
    std::unique_ptr<KeyWrapping> wrapping_;
    std::vector<HeldKey> keys_;
};

}  // namespace qy::crypto
