#pragma once
// Files in DATA/objects, known by the SM3 of their content, sealed at rest (crypto/object_cipher.h), for the owner
// alone (0600): written whole or not at all, read and written with bounded memory. (clauses 5.4, 7.3.1, 9.2.2) An
// object is `objects/ab/abcd…`; what is still on its way is a part, `objects/parts/NAME`. This is the door to objects:
// a store on other machines answers the same questions.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"

namespace qy::crypto {
class Keyring;
}

namespace qy::storage {

/// Errors of all: unavailable `file.unwritable` {path}, `file.unreadable` {path}; not_found `object.missing` {name},
/// `keyring.no_key`; corrupt `object.damaged` {name} (changed, cut, or another object's file). Safe from any thread
/// for different parts and objects; of one object, reading beside one change.
class ObjectFolder {
 public:
    /// Both references outlive the folder and its copies.
    ObjectFolder(std::string path, const crypto::Keyring& keys, Random& random)
        : path_(std::move(path)), keys_(keys), random_(random) {}

    // Parts. Their names are made by the caller. REQUIRES: letters, digits and hyphens.

    /// Writes `bytes` at `offset` of a part; what stood behind is cut off, offset 0 begins anew. Durable when it
    /// returns; on an error the part ends at `offset`. Errors: conflict `object.offset`: no earlier write ended there.
    Result<void> write_part(std::string_view part, std::uint64_t offset, ByteView bytes) const;
    /// The first `size` bytes of a part. The caller bounds the size.
    Result<Bytes> read_part(std::string_view part, std::uint64_t size) const;
    /// Ends a part behind `size` bytes, durably. Returns its name as an object: SM3 in hex. Safe to repeat.
    Result<std::string> seal_part(std::string_view part, std::uint64_t size) const;
    /// The epoch of the key that a part is sealed under.
    Result<int> epoch_of_part(std::string_view part) const;
    /// Makes the object `name` of a sealed part, in place of a file of that name. REQUIRES: seal_part gave the name.
    Result<void> keep_part(std::string_view part, std::string_view name) const;
    void remove_part(std::string_view part) const;

    /// A name for a part that does not outlive the program: content that comes whole.
    [[nodiscard]] std::string passing_part() const;
    /// Removes what an earlier program left when it ended amid its work: passing parts, and objects half sealed anew.
    void remove_passing() const;

    // Objects. Names are SM3 in hex.

    /// Calls `use` with the content, piece by piece, each checked; ends at its first error.
    Result<void> read(std::string_view name, const std::function<Result<void>(ByteView)>& use) const;
    /// The whole content. Errors: too_large `file.too_large` {MiB}.
    Result<Bytes> read_whole(std::string_view name, std::uint64_t bytes_max) const;
    /// The epoch of the key that an object is sealed under.
    Result<int> epoch_of(std::string_view name) const;
    /// Seals an object anew under the active key. After an error, or an end of the program, it is as before or done.
    Result<void> renew(std::string_view name) const;
    /// One that is not there is removed already.
    Result<void> remove(std::string_view name) const;

 private:
    [[nodiscard]] std::string part_path(std::string_view part) const { return path_ + "/parts/" + std::string(part); }
    [[nodiscard]] std::string object_path(std::string_view name) const {
        return path_ + "/" + std::string(name.substr(0, 2)) + "/" + std::string(name);
    }

    std::string path_;
    const crypto::Keyring& keys_;
    Random& random_;
};

}  // namespace qy::storage
