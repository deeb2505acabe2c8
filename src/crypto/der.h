#pragma once
// The little of DER (ITU-T X.690) that SM2 needs: sequences of non-negative integers of at most 256 bits and octet
// strings. Strict: one spelling per value, so that a signature or ciphertext cannot be rewritten into another one.
#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace qy::crypto::der {

using Number = std::array<std::uint8_t, 32>;  ///< big-endian, padded on the left

/// Append one element. Contents stay below 64 KiB.
void append_integer(Bytes& out, const Number& number);
void append_octets(Bytes& out, ByteView octets);
[[nodiscard]] Bytes sequence_of(ByteView content);

/// Takes elements off the front. Nothing when the next element has another tag, is cut or is not in its shortest form.
/// The bytes must outlive the reader.
class Reader {
 public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] std::optional<Reader> sequence();
    [[nodiscard]] std::optional<Number> integer();
    [[nodiscard]] std::optional<ByteView> octets();
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
    [[nodiscard]] std::optional<ByteView> take(std::uint8_t tag);
    ByteView rest_;
};

}  // namespace qy::crypto::der
