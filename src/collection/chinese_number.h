#pragma once
// Numbers written in Chinese characters.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qy::collection {

/// "一千二百" 1200, "三万五千" 35000, "十二", "廿五", "两百零三", "二〇二六" (digit by digit), "叁拾". Nullopt when it
/// is not one, or above 10^15.
[[nodiscard]] std::optional<std::int64_t> parse_chinese_number(std::u32string_view text);
/// Characters that such a number consists of.
[[nodiscard]] bool is_chinese_numeral(char32_t c);
/// The text with every run of them replaced by digits: "二〇二六年三月五日" → "2026年3月5日". A run that is no number
/// stays. REQUIRES: UTF-8.
[[nodiscard]] std::string with_arabic_digits(std::string_view text);

}  // namespace qy::collection
