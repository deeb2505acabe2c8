#pragma once
// UTF-8 text: check, count, trim, fold. Pure functions; no locale.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qy {

/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);
/// Code points. REQUIRES: is_utf8(text).
[[nodiscard]] std::size_t length_of(std::string_view text);
/// The code points as UTF-32. REQUIRES: is_utf8(text).
[[nodiscard]] std::u32string to_utf32(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

/// Full-width ASCII forms (U+FF01–U+FF5E) and the ideographic space become their ASCII forms.
[[nodiscard]] std::string fold_width(std::string_view text);
/// Without spaces, tabs, line ends, U+3000, U+00A0 and U+FEFF at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// ASCII letters to lower case; everything else stays.
[[nodiscard]] std::string lower_ascii(std::string_view text);
/// Pieces between separators, untrimmed; "" gives one empty piece.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& pieces, std::string_view separator);
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

}  // namespace qy
