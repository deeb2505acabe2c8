#pragma once
// Working keys, known by purpose, epoch and id; their bytes stay inside. (clauses 7.3.1, 9.2.2)
// Shape of GM/T 0018-2012: a key index names a pair of keys in a device, and callers name the index and hand over data.
// Here one key is such a pair (one for SM4, one for HMAC-SM3) held in memory; a certified module replaces
// working_key.cpp and the wrapping in keyring.cpp, and nothing above this layer changes.
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "crypto/locked_memory.h"
#include "crypto/sm3.h"
#include "crypto/sm4.h"

namespace qy::crypto {

/// What a key is for. No key serves two purposes.
enum class Purpose {
    code,         ///< trace codes (code_cipher.h); changes only on compromise: printed codes live for years
    pin,          ///< scratch-off PINs (pin.h); as code
    device,       ///< hash of address and User-Agent that stands for a device
    field,        ///< sensitive columns (field_cipher.h)
    blind_index,  ///< search in sensitive columns (field_cipher.h)
    password,     ///< second hash of passwords (password.h)
    token,        ///< stored form of bearer tokens (token.h)
    beacon,       ///< signs what a page's scan beacon may count
    audit,        ///< seals audit records
    access,       ///< vouches for the rows that say who may do what
    object,       ///< files in the object folder (object_cipher.h)
};
[[nodiscard]] std::string_view to_string(Purpose purpose);
[[nodiscard]] std::optional<Purpose> purpose_of(std::string_view name);
inline constexpr int purposes = 11;

enum class KeyStatus {
    active,   ///< new work is done with it; one key of a purpose
    retired,  ///< only reads what it made
};

/// What may be shown of a key.
struct KeyInfo {
    Purpose purpose = Purpose::code;
    int epoch = 1;   ///< 1, 2, … within the purpose; code keys end at 9
    std::string id;  ///< 16 hex digits of a digest over what the key answers to a fixed question
    Time created_at;
    KeyStatus status = KeyStatus::active;
};

/// One working key. Safe from any thread. There is no way to copy or read its bytes.
class WorkingKey {
 public:
    static constexpr std::size_t material_bytes = 48;

    /// `material`: 16 bytes for SM4, then 32 for HMAC-SM3. The id is computed from it; `info.id` is not looked at.
    /// REQUIRES: material_bytes bytes.
    WorkingKey(KeyInfo info, const Secret<Bytes>& material);

    /// Keys stand in pages of their own (locked_memory.h).
    static void* operator new(std::size_t size) { return key_memory_take(size); }
    static void operator delete(void* memory, std::size_t size) noexcept { key_memory_give_back(memory, size); }

    [[nodiscard]] const KeyInfo& info() const { return info_; }
    /// HMAC-SM3 over the pieces one after the other; callers keep the boundaries clear.
    [[nodiscard]] Digest mac(std::initializer_list<ByteView> pieces) const { return mac_.mac(pieces); }
    /// SM4-CTR, either way. Never an iv twice.
    [[nodiscard]] Bytes crypt(const Sm4Iv& iv, ByteView data) const { return sm4_ctr(sm4_key_, iv, data); }
    /// For constructions over single blocks.
    [[nodiscard]] Sm4 block_cipher() const { return Sm4(sm4_key_); }

 private:
    Sm4Key sm4_key_;
    HmacSm3 mac_;
    KeyInfo info_;
};

/// Stays valid while somebody holds it, also across a rotation.
using KeyHandle = std::shared_ptr<const WorkingKey>;

}  // namespace qy::crypto
