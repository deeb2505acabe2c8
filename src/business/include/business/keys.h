#pragma once
// The keys of an installation, for those who keep them: what there is, a new key of a purpose, a new master key. Every
// act is audited before and after. (clauses 7.3.1, 9.2.2; interfaces: keys)
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::business {

class ObjectKeeper;

/// What may be told of a key; never its bytes.
struct KeyFacts {
    std::string purpose;
    int epoch = 1;
    std::string id;
    bool active = false;
    Time created_at;
};

/// The public half of a key that signs for others to verify.
struct PublicKeyFacts {
    KeyFacts key;
    std::string pem;          ///< SubjectPublicKeyInfo
    std::string point;        ///< 04 ‖ x ‖ y as hex, as SM2 libraries take it
    std::string fingerprint;  ///< SM3 of the DER form of `pem`, hex
};

/// How far the stored rows of one relation, or the objects, are sealed under the newest key.
struct SealingFacts {
    std::string relation;
    int epoch = 0;
    std::int64_t passed = 0;   ///< rows looked at in this pass
    std::int64_t renewed = 0;  ///< rows sealed anew since the key became active
    std::int64_t damaged = 0;  ///< rows that do not open
    bool done = false;
};

/// Safe from any thread.
class KeyDesk {
 public:
    /// `keys` is what services.keys shows; `master_path` its master key file.
    KeyDesk(const Services& services, crypto::Keyring& keys, std::string master_path)
        : services_(services), keys_(keys), master_path_(std::move(master_path)) {}

    /// By purpose and epoch.
    [[nodiscard]] std::vector<KeyFacts> list() const;
    /// Of every key that signs (seals of the audit trail), retired ones too: their seals still stand.
    [[nodiscard]] std::vector<PublicKeyFacts> public_keys() const;
    /// Errors: those of storage.
    Result<std::vector<SealingFacts>> sealing() const;

    /// A new active key of this purpose; older ones still open what they sealed, which is sealed anew in the
    /// background. Errors: invalid `key.purpose_unknown` {purpose}; those of Keyring::rotate and of the audit record.
    Result<KeyFacts> rotate(std::string_view purpose, const model::Actor& actor);
    /// All keys under a new master key. Errors: those of change_master_key and of the audit record.
    Result<void> rewrap(const model::Actor& actor);

 private:
    Services services_;
    crypto::Keyring& keys_;
    std::string master_path_;
};

/// Seals stored rows and objects anew, a few at a time; kept progress makes it go on where it was. Belongs to one
/// thread.
class Resealer {
 public:
    Resealer(const Services& services, ObjectKeeper& objects) : services_(services), objects_(objects) {}
    /// One step of the first relation that is not done, else one object; false when there is nothing to do. The end of
    /// a relation that had something to seal is audited. Errors: those of storage.
    Result<bool> step(std::int64_t rows_max);

 private:
    Result<bool> step_of_objects(int epoch);
    [[nodiscard]] bool rows_believed() const;

    /// Of sealed values, keyed hashes, rows that say who may do what, objects.
    using Epochs = std::array<int, 4>;
    Services services_;
    ObjectKeeper& objects_;
    std::int64_t objects_renewed_ = 0;  ///< since the end of them was told last
    Epochs done_{};                     ///< under these keys everything is done: nothing needs to be asked
};

}  // namespace qy::business
