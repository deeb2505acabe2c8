#include "clean.h"

#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qy::collection {
namespace {

bool is_line_end(char32_t c) {
    return c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F;
}

bool is_invisible(char32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool is_forbidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xFFFD || (c & 0xFFFEU) == 0xFFFE;
}

char32_t folded(char32_t c, Width width) {
    const bool letter_or_digit =
        (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
    const bool folds = width == Width::everything ? c >= 0xFF01 && c <= 0xFF5E : letter_or_digit;
    return folds ? c - 0xFF01 + '!' : c;
}

bool is_plain(std::string_view text) {
    char before = ' ';
    for (const char c : text) {
        if (c < 0x20 || c == 0x7F || (c == ' ' && before == ' ')) return false;  // also every byte above 0x7F
        before = c;
    }
    return text.empty() || before != ' ';
}

std::string composed(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
    if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status) != 0) return std::string(text);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, piece, sink, nullptr, status);
    return U_FAILURE(status) != 0 ? std::string(text) : out;
}

}  // namespace

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) ||
           c == 0x3007;
}

CleanText clean(std::string_view raw, Width width, bool lines) {
    const auto text = trim(raw);
    if (is_plain(text)) return {std::string(text), false};
    CleanText out;
    bool blank = false;
    bool line = false;
    const auto characters = to_utf32(composed(text));
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const bool carriage_return = characters[i] == '\r';
        if (carriage_return && i + 1 < characters.size() && characters[i + 1] == '\n') continue;
        const char32_t c = carriage_return ? U'\n' : folded(characters[i], width);
        if (is_line_end(c)) {
            (lines ? line : blank) = true;
        } else if (is_blank(c)) {
            blank = true;
        } else if (is_forbidden(c)) {
            out.has_control_character = true;
        } else if (!is_invisible(c)) {
            if (!out.text.empty() && (line || blank)) out.text += line ? '\n' : ' ';
            line = blank = false;
            append_utf8(out.text, c);
        }
    }
    return out;
}

bool is_placeholder(std::string_view cleaned) {
    static constexpr std::array<std::string_view, 11> kPlaceholders = {"-",   "--",   "—",    "——",    "/", "\\",
                                                                       "n/a", "#n/a", "null", "none.", "…"};
    if (cleaned.size() > 6) return false;
    return std::find(kPlaceholders.begin(), kPlaceholders.end(), lower_ascii(cleaned)) != kPlaceholders.end();
}

std::string clean_name(std::string_view cleaned) {
    const auto characters = to_utf32(cleaned);
    const bool chinese = std::any_of(characters.begin(), characters.end(), is_han);
    std::string out;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        const bool open = c == '(' || c == 0xFF08;
        const bool close = c == ')' || c == 0xFF09;
        if (open || close) {
            append_utf8(out, chinese ? (open ? 0xFF08 : 0xFF09) : (open ? U'(' : U')'));
        } else if (c == ' ' && i > 0 && i + 1 < characters.size() && is_han(characters[i - 1]) &&
                   is_han(characters[i + 1])) {
            continue;
        } else {
            append_utf8(out, c);
        }
    }
    return out;
}

}  // namespace qy::collection
