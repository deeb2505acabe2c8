#pragma once
// The bounds of what consumers report, besides those of base/limits.h.
#include <cstddef>

namespace qy::limits {

inline constexpr std::size_t report_words_code_points_max = 1'000;
inline constexpr std::size_t report_reply_code_points_max = 1'000;
inline constexpr std::size_t report_key_characters_min = 16;
inline constexpr std::size_t report_key_characters_max = 64;
inline constexpr std::size_t report_receipt_characters = 16;  // of 32 letters and digits: 80 bits

}  // namespace qy::limits
