#pragma once
// Cleaning: what writing habits and copy-and-paste leave behind is taken away before a cell is understood. (6.2.3)
#include <string>
#include <string_view>

namespace qy::collection {

enum class Width : std::uint8_t {
    letters_and_digits,  ///< Ａ１ → A1; Chinese punctuation stays
    everything,          ///< also （，：； → (,:;
};

struct CleanText {
    std::string text;
    bool has_control_character = false;  ///< also direction overrides and U+FFFD: what no person typed
};

/// Trimmed, NFC, runs of blanks as one space, invisible characters removed, width folded. Line ends become spaces, or
/// stay (as "\n") when `lines` is true. REQUIRES: UTF-8.
[[nodiscard]] CleanText clean(std::string_view text, Width width, bool lines);

/// True for what stands for an empty cell: "-", "—", "/", "N/A", "null".
[[nodiscard]] bool is_placeholder(std::string_view cleaned);

/// Names of parties, products and persons: brackets full-width in a Chinese name and half-width in any other; no spaces
/// between Chinese characters. REQUIRES: cleaned.
[[nodiscard]] std::string clean_name(std::string_view cleaned);

[[nodiscard]] bool is_han(char32_t c);

}  // namespace qy::collection
