#include "utf16_order.h"

#include <algorithm>
#include <cstdint>

namespace qy {

// The order of UTF-8 bytes is the order of code points. UTF-16 differs in one place only: code points above U+FFFF
// (lead bytes F0 and up) are surrogates there and so stand before U+E000–U+FFFF (lead bytes EE and EF).
bool utf16_less(std::string_view a, std::string_view b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_a == a.end() || in_b == b.end()) {
        return in_a == a.end() && in_b != b.end();
    }
    const auto byte_a = static_cast<std::uint8_t>(*in_a);
    const auto byte_b = static_cast<std::uint8_t>(*in_b);
    const bool supplementary_a = byte_a >= 0xF0;
    const bool supplementary_b = byte_b >= 0xF0;
    if (supplementary_a != supplementary_b && std::min(byte_a, byte_b) >= 0xEE) {
        return supplementary_a;
    }
    return byte_a < byte_b;
}

}  // namespace qy
