#pragma once
// Bytes as spans, and their hexadecimal and base64 texts.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lowercase hexadecimal digits.
[[nodiscard]] std::string to_hex(ByteView bytes);
/// Either case. Errors: invalid `hex.malformed`.
Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 §4 with padding, and §5 (URL alphabet) without.
[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] std::string to_base64url(ByteView bytes);
/// Accepts §4 with padding. Errors: invalid `base64.malformed`.
Result<Bytes> from_base64(std::string_view text);

/// Takes the same time whatever the content; false when the sizes differ.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace qy
