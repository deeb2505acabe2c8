#pragma once
// Names as they are searched for: normalised text, and how they are read in pinyin. (clause 6.3.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qy::business {

/// Without width, case, spaces and punctuation: "福山 咖啡（A级）" → "福山咖啡a级". REQUIRES: text is UTF-8.
[[nodiscard]] std::u32string normalised(std::string_view text);
[[nodiscard]] bool is_han(char32_t c);

/// One way of reading a name: a piece per Han character, one per run of letters or digits between them.
/// "福山咖啡 A1" → fu shan ka fei a1; "Fushan Coffee" → fushan coffee. ü is written u.
using Reading = std::vector<std::string>;

/// Every likely reading, the likeliest first, at most readings_max: characters that are read in several ways count,
/// unless a word of the local list decides. Safe from any thread. Errors: internal `search.transliteration`.
inline constexpr std::size_t readings_max = 8;
Result<std::vector<Reading>> readings_of(std::string_view name);

}  // namespace qy::business
