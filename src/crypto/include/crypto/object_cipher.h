#pragma once
// Files sealed at rest, piece by piece, so that any size is written and read with bounded memory.
// (clauses 7.3.1, 9.2.2) File: header, pieces one after the other, end.
//   header  "QYO1" ‖ key epoch (2) ‖ id (16, random)
//   piece   length (4, not 0) ‖ iv (16, random) ‖ SM4-CTR of that many bytes ‖ mac (32)
//   end     0 (4) ‖ size (8) ‖ SM3 of the content (32) ‖ mac (32)
// Numbers are big-endian. The mac of a piece is HMAC-SM3 over header, its offset in the content, length, iv and
// ciphertext, so a piece opens only in its file and only at its place; that of the end is over header and end, so a
// file that lacks pieces is refused as well.
#include <cstddef>
#include <cstdint>

#include "base/random.h"
#include "crypto/keyring.h"

namespace qy::crypto {

/// One sealed file. Safe from any thread.
class ObjectCipher {
 public:
    static constexpr std::size_t header_bytes = 4 + 2 + 16;
    static constexpr std::size_t length_bytes = 4;
    static constexpr std::size_t piece_overhead_bytes = length_bytes + 16 + 32;
    static constexpr std::size_t end_bytes = length_bytes + 8 + 32 + 32;
    static constexpr std::size_t piece_bytes_max = 64U << 10U;

    struct End {
        std::uint64_t size = 0;
        Digest digest{};  ///< of the content
    };

    /// A new file under the active key. Errors: not_found `keyring.no_key`.
    static Result<ObjectCipher> begin(const Keyring& keyring, Random& random);
    /// A file that has this header. Errors: corrupt `object.damaged`; not_found `keyring.no_key`.
    static Result<ObjectCipher> resume(const Keyring& keyring, ByteView header);
    /// The same under a key that stands in no keyring; its epoch is 0.
    [[nodiscard]] static ObjectCipher begin(KeyHandle key, Random& random);
    static Result<ObjectCipher> resume(KeyHandle key, ByteView header);

    [[nodiscard]] ByteView header() const { return header_; }
    [[nodiscard]] int epoch() const { return key_->info().epoch; }

    /// The content's bytes from `offset`. REQUIRES: 1 to piece_bytes_max bytes.
    [[nodiscard]] Bytes seal_piece(std::uint64_t offset, ByteView plain, Random& random) const;
    /// A whole piece, its length included. Errors: corrupt `object.damaged`.
    Result<Bytes> open_piece(std::uint64_t offset, ByteView sealed) const;

    [[nodiscard]] Bytes seal_end(const End& end) const;
    /// Errors: corrupt `object.damaged`.
    Result<End> open_end(ByteView sealed) const;

    /// How many bytes follow a length that was read: of a piece its rest; 0 for the end. Errors: corrupt
    /// `object.damaged`. REQUIRES: length_bytes bytes.
    static Result<std::size_t> rest_of_piece(ByteView length);

 private:
    ObjectCipher(KeyHandle key, Bytes header) : key_(std::move(key)), header_(std::move(header)) {}
    [[nodiscard]] Digest mac_of_piece(std::uint64_t offset, ByteView covered) const;

    KeyHandle key_;
    Bytes header_;
};

}  // namespace qy::crypto
