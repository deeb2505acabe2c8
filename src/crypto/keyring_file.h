#pragma once
// The text of keyring.json: wrapping, macs, and reading that trusts nothing before its mac fits.
#include <string>
#include <string_view>
#include <vector>

#include "crypto/locked_memory.h"
#include "crypto/working_key.h"

namespace qy::crypto {

/// The two keys that wrap, derived from the master key and the file's salt. Safe from any thread.
class KeyWrapping {
 public:
    static void* operator new(std::size_t size) { return key_memory_take(size); }
    static void operator delete(void* memory, std::size_t size) noexcept { key_memory_give_back(memory, size); }
    static constexpr std::size_t salt_bytes = 16;
    /// REQUIRES: salt_bytes bytes of salt.
    KeyWrapping(const Secret<Bytes>& master, Bytes salt);

    [[nodiscard]] Bytes crypt(const Sm4Iv& iv, ByteView material) const { return sm4_ctr(cipher_key_, iv, material); }
    [[nodiscard]] Digest mac(std::string_view label, std::string_view text) const;
    /// Tells a wrong master key from a damaged file; says nothing about the key.
    [[nodiscard]] const std::string& master_id() const { return master_id_; }
    [[nodiscard]] const Bytes& salt() const { return salt_; }

 private:
    Bytes salt_;
    Sm4Key cipher_key_;
    HmacSm3 mac_;
    std::string master_id_;
};

/// One key as the file holds it.
struct KeyRow {
    KeyInfo info;
    Sm4Iv iv{};
    Bytes wrapped;
};

struct ReadKeyring {
    KeyWrapping wrapping;
    std::vector<KeyRow> rows;
};

[[nodiscard]] std::string write_keyring(const KeyWrapping& wrapping, const std::vector<KeyRow>& rows);

/// Errors: invalid `keyring.wrong_master`; corrupt `keyring.corrupt` {path}, the reason in its detail.
Result<ReadKeyring> read_keyring(std::string_view text, const Secret<Bytes>& master, const std::string& path);

}  // namespace qy::crypto
