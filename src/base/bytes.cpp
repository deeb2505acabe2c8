#include "base/bytes.h"

#include <algorithm>
#include <array>

namespace qy {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kNoDigit = 0xFF;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::array<std::uint8_t, 256> base64_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::size_t i = 0; i < kBase64.size(); ++i) {
        values[static_cast<std::uint8_t>(kBase64[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}
constexpr auto kBase64Values = base64_values();

std::string encode_base64(ByteView bytes, std::string_view alphabet, bool padded) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t held = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = (group << 8U) | (k < held ? bytes[i + k] : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            if (k <= held) {
                out += alphabet[(group >> (18 - 6 * k)) & 63U];
            } else if (padded) {
                out += '=';
            }
        }
    }
    return out;
}

}  // namespace

std::string to_hex(ByteView bytes) {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        out += kHexDigits[byte >> 4U];
        out += kHexDigits[byte & 15U];
    }
    return out;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return invalid("hex.malformed");
    }
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) {
            return invalid("hex.malformed");
        }
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string to_base64(ByteView bytes) {
    return encode_base64(bytes, kBase64, true);
}
std::string to_base64url(ByteView bytes) {
    return encode_base64(bytes, kBase64Url, false);
}

Result<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return invalid("base64.malformed");
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    text.remove_suffix(padding);
    Bytes out;
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const std::uint8_t value = kBase64Values[static_cast<std::uint8_t>(c)];
        if (value == kNoDigit) {
            return invalid("base64.malformed");
        }
        group = (group << 6U) | value;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>(group >> bits));
            group &= (1U << bits) - 1;
        }
    }
    // The bits left over must be zero: otherwise two texts would mean the same bytes.
    if (group != 0) {
        return invalid("base64.malformed");
    }
    return out;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    if (a.size() != b.size()) {
        return false;
    }
    volatile std::uint8_t difference = 0;  // volatile: the loop may not end early
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
    }
    return difference == 0;
}

}  // namespace qy
