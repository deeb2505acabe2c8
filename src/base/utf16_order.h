#pragma once
// The order of RFC 8785 §3.2.3: by UTF-16 code units.
#include <string_view>

namespace qy {

/// Whether `a` stands before `b` when both are compared by their UTF-16 code units. REQUIRES: both are UTF-8.
[[nodiscard]] bool utf16_less(std::string_view a, std::string_view b);

}  // namespace qy
