#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/assert.h"

namespace qy {
namespace {

constexpr char32_t kBad = 0xFFFFFFFF;

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

// Reads the code point at `at` and moves `at` behind it; kBad when it is not strict UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) {
        return kBad;
    }
    auto value = static_cast<char32_t>(lead & (0x7FU >> size));
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint8_t byte = byte_at(text, at + i);
        if ((byte & 0xC0U) != 0x80U) {
            return kBad;
        }
        value = (value << 6U) | (byte & 0x3FU);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) {
        return kBad;
    }
    at += size;
    return value;
}

// Eight bytes at a time: files are checked whole, and most of JSON is ASCII.
std::size_t behind_ascii(std::string_view text, std::size_t at) {
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & 0x8080808080808080ULL) != 0) break;
    }
    return at;
}

constexpr std::string_view kBlanks[] = {" ", "\t", "\r", "\n", "\v", "\f", "\u3000", "\u00A0", "\uFEFF"};

}  // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        at = behind_ascii(text, at);
        if (at < text.size() && next_code_point(text, at) == kBad) {
            return false;
        }
    }
    return true;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

std::u32string to_utf32(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const char32_t code_point = next_code_point(text, at);
        QY_ASSERT(code_point != kBad);
        out += code_point;
    }
    return out;
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)); };
    QY_ASSERT(code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF));
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xC0U | (code_point >> 6U));
        tail(0);
    } else if (code_point < 0x10000) {
        out += static_cast<char>(0xE0U | (code_point >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code_point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

// The forms U+FF01–U+FF5E are EF BC 81 – EF BD 9E, the ideographic space is E3 80 80; no other text holds these bytes
// in this order, so bytes that are not UTF-8 pass through unchanged.
std::string fold_width(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t lead = byte_at(text, i);
        if (i + 2 < text.size() && lead == 0xEF && (byte_at(text, i + 1) == 0xBC || byte_at(text, i + 1) == 0xBD)) {
            const unsigned code = 0xF000U | ((byte_at(text, i + 1) & 0x3FU) << 6U) | (byte_at(text, i + 2) & 0x3FU);
            if ((byte_at(text, i + 2) & 0xC0U) == 0x80U && code >= 0xFF01 && code <= 0xFF5E) {
                out += static_cast<char>(code - 0xFF01 + '!');
                i += 3;
                continue;
            }
        }
        if (text.substr(i).starts_with("\u3000")) {
            out += ' ';
            i += 3;
            continue;
        }
        out += text[i++];
    }
    return out;
}

std::string_view trim(std::string_view text) {
    const auto cut = [&](auto at_end, auto remove) {
        return std::any_of(std::begin(kBlanks), std::end(kBlanks), [&](std::string_view blank) {
            const bool found = at_end(blank);
            if (found) remove(blank.size());
            return found;
        });
    };
    while (cut([&](auto blank) { return text.starts_with(blank); }, [&](auto size) { text.remove_prefix(size); })) {
    }
    while (cut([&](auto blank) { return text.ends_with(blank); }, [&](auto size) { text.remove_suffix(size); })) {
    }
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const std::size_t at = text.find(separator);
        pieces.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& pieces, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i != 0) out += separator;
        out += pieces[i];
    }
    return out;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    QY_ASSERT(!from.empty());
    std::string out;
    for (;;) {
        const std::size_t at = text.find(from);
        out += text.substr(0, at);
        if (at == std::string_view::npos) {
            return out;
        }
        out += to;
        text.remove_prefix(at + from.size());
    }
}

}  // namespace qy
