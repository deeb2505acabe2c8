#pragma once
// The scratch-off PIN of a trace code: six digits that follow from the code, so none is stored. (clause 6.3.1)
#include <array>
#include <string_view>

#include "crypto/working_key.h"

namespace qy::crypto {

using PinText = std::array<char, 6>;
[[nodiscard]] inline std::string_view text_of(const PinText& pin) {
    return {pin.data(), pin.size()};
}

/// The first 8 bytes of HMAC-SM3(pin key, code), as a big-endian number modulo 10^6: no PIN is likelier than another by
/// more than one part in 10^13. A range keeps the epoch of the key that its PINs were printed with.
/// REQUIRES (both): `code` is the 20 digits of the code; the key's purpose is pin. Safe from any thread.
[[nodiscard]] PinText pin_of(const WorkingKey& key, std::string_view code);
/// In constant time. Wrong tries are limited by the caller: a million guesses find every PIN.
[[nodiscard]] bool pin_matches(const WorkingKey& key, std::string_view code, std::string_view given);

}  // namespace qy::crypto
