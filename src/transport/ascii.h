#pragma once
// Character classes of HTTP (RFC 9110 §5.6.2, RFC 9112 §3): locale-free, for bytes as they come.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace qy::transport {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A set of bytes, made once by a rule and then one look-up per byte.
class ByteSet {
 public:
    template <class Rule>
    explicit constexpr ByteSet(Rule rule) {
        for (std::size_t i = 0; i < holds_.size(); ++i)
            holds_[i] = rule(static_cast<char>(static_cast<unsigned char>(i)));
    }
    [[nodiscard]] constexpr bool has(char c) const { return holds_[static_cast<unsigned char>(c)]; }
    [[nodiscard]] constexpr bool has_all(std::string_view text) const {
        return std::all_of(text.begin(), text.end(), [this](char c) { return has(c); });
    }

 private:
    std::array<bool, 256> holds_{};
};

/// A character of a token: method, field name.
inline constexpr ByteSet kTokenBytes([](char c) {
    return is_alpha(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
});
[[nodiscard]] constexpr bool is_token_char(char c) {
    return kTokenBytes.has(c);
}
[[nodiscard]] constexpr bool is_token(std::string_view text) {
    return !text.empty() && kTokenBytes.has_all(text);
}

/// A character of a field value: visible, space, tab or a byte above ASCII; no control character.
inline constexpr ByteSet kValueBytes([](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7F);
});
[[nodiscard]] constexpr bool is_value(std::string_view text) {
    return kValueBytes.has_all(text);
}

[[nodiscard]] constexpr bool equal_without_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Without spaces and tabs at both ends.
[[nodiscard]] constexpr std::string_view trim_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// The value of a hexadecimal digit, -1 for any other character.
[[nodiscard]] constexpr int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace qy::transport
