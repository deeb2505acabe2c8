#pragma once
// Files that are handed to somebody outside, sealed under a password that is told by another way (decision 35): the
// format of object_cipher.h, key epoch 0. The key is HKDF-SM3 (RFC 5869) of the password's digits without what
// separates them, without salt, with the info "qiongyuan handed file 1". The password is made here and has 125 random
// bits, so it needs no stretching. (clauses 8, 9.2.2) `qiongyuan codes open` opens such a file.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/object_cipher.h"
#include "crypto/sm3.h"

namespace qy::crypto {

/// "7KQ2M-XXXXX-XXXXX-XXXXX-XXXXX": 25 digits of Crockford's base 32, which have no I, L, O and U, for the telephone.
[[nodiscard]] SecretText new_file_password(Random& random);

/// The key of a password, as people write it: case, hyphens and spaces do not matter; O is 0, I and L are 1. Any text
/// gives a key: that it is the wrong one is found by opening.
[[nodiscard]] KeyHandle key_of_file_password(const SecretText& password);

/// Seals a content of any size while it comes; keeps less than ObjectCipher::piece_bytes_max of it. One thread at a
/// time.
class HandedFileWriter {
 public:
    /// `random` outlives the writer.
    HandedFileWriter(const SecretText& password, Random& random);
    /// Appends to `out` what is complete, the header first. REQUIRES: not finished.
    void add(std::string_view plain, std::string& out);
    /// Appends the rest and the end. REQUIRES: called once; without it the file opens nowhere as a whole.
    void finish(std::string& out);

 private:
    void seal(std::size_t bytes, std::string& out);

    Random& random_;
    ObjectCipher cipher_;
    Bytes waiting_;
    Sm3 hash_;
    std::uint64_t size_ = 0;
    bool began_ = false;
};

/// Opens one while it comes, in pieces of any size. What reached `use` was checked piece by piece; only after finish()
/// is it known to be whole. One thread at a time; after an error it is of no more use.
class HandedFileReader {
 public:
    explicit HandedFileReader(KeyHandle key) : key_(std::move(key)) {}
    /// `use` gets the content in order, 1 to ObjectCipher::piece_bytes_max bytes at a time. Errors: invalid
    /// `handed_file.not_one` (no header of such a file); denied `handed_file.password` (another password, or the file
    /// was changed: not told apart); those of `use`.
    Result<void> add(ByteView bytes, const std::function<Result<void>(ByteView)>& use);
    /// After the last bytes. Errors: corrupt `handed_file.cut`: the end did not come.
    Result<void> finish() const;

 private:
    /// Opens the first whole part of what waits; false when more bytes are needed.
    Result<bool> step(const std::function<Result<void>(ByteView)>& use);
    Result<void> open_end(ByteView sealed);

    KeyHandle key_;
    std::optional<ObjectCipher> cipher_;
    Bytes waiting_;
    Sm3 hash_;
    std::uint64_t size_ = 0;
    bool ended_ = false;
};

}  // namespace qy::crypto
