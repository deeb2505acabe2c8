#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/assert.h"
#include "base/json.h"
#include "utf16_order.h"

namespace qy {
namespace {

enum class Form { compact, canonical };

constexpr std::int64_t kCanonicalBound = std::int64_t{1} << 53;

// RFC 8785 §3.2.2.2: the two-character escapes where they exist, \u00xx for other controls, all else as it is.
void append_escaped(std::string& out, std::uint8_t byte) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (byte) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
    }
}

constexpr std::uint64_t in_each_byte(std::uint8_t byte) {
    return 0x0101010101010101U * byte;
}

/// Not zero when one of eight bytes needs an escape: is below 0x20, or a quote, or a backslash. Bytes from 0x80 never
/// do. (x - n) & ~x has the top bit of the lowest byte below n, and of no byte before it: what is asked is only whether
/// any.
constexpr std::uint64_t needs_escape(std::uint64_t bytes) {
    const auto below = [](std::uint64_t x, std::uint8_t n) { return (x - in_each_byte(n)) & ~x; };
    return (below(bytes, 0x20) | below(bytes ^ in_each_byte('"'), 1) | below(bytes ^ in_each_byte('\\'), 1)) &
           in_each_byte(0x80);
}

/// The place of the first byte from `at` on that needs an escape, or the end.
std::size_t plain_until(std::string_view text, std::size_t at) {
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if (needs_escape(eight) != 0) break;
    }
    for (; at < text.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(text[at]);
        if (byte < 0x20 || byte == '"' || byte == '\\') break;
    }
    return at;
}

void append_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    for (std::size_t at = plain_until(text, from); at < text.size(); at = plain_until(text, from)) {
        out.append(text, from, at - from);
        append_escaped(out, static_cast<std::uint8_t>(text[at]));
        from = at + 1;
    }
    out.append(text, from);
    out += '"';
}

template <class Number>
void append_number(std::string& out, Number number) {
    char digits[32];
    const auto [end, fault] = std::to_chars(std::begin(digits), std::end(digits), number);
    QY_ASSERT(fault == std::errc());
    out.append(digits, end);
}

void append_double(std::string& out, double number, Form form) {
    QY_ASSERT(form == Form::compact);
    if (!std::isfinite(number)) {  // JSON has no word for it
        out += "null";
        return;
    }
    append_number(out, number);
    if (number == 0 && std::signbit(number)) out += ".0";  // "-0" alone is read as the whole number 0
}

void append(std::string& out, const Json& value, Form form);

void append_member(std::string& out, const JsonObject::value_type& member, Form form) {
    append_string(out, {member.key().data(), member.key().size()});
    out += ':';
    append(out, member.value(), form);
}

std::vector<const JsonObject::value_type*> sorted_members(const JsonObject& object) {
    std::vector<const JsonObject::value_type*> members;
    members.reserve(object.size());
    for (const auto& member : object) {
        members.push_back(&member);
    }
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
        return utf16_less({a->key().data(), a->key().size()}, {b->key().data(), b->key().size()});
    });
    return members;
}

void append_object(std::string& out, const JsonObject& object, Form form) {
    out += '{';
    bool first = true;
    const auto put = [&](const JsonObject::value_type& member) {
        if (!std::exchange(first, false)) out += ',';
        append_member(out, member, form);
    };
    if (form == Form::compact) {
        for (const auto& member : object) put(member);
    } else {
        for (const auto* member : sorted_members(object)) put(*member);
    }
    out += '}';
}

void append_array(std::string& out, const JsonArray& array, Form form) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i != 0) out += ',';
        append(out, array[i], form);
    }
    out += ']';
}

void append(std::string& out, const Json& value, Form form) {
    switch (value.kind()) {
        case boost::json::kind::null:
            out += "null";
            return;
        case boost::json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            return;
        case boost::json::kind::int64:
            QY_ASSERT(form == Form::compact ||
                      (value.get_int64() < kCanonicalBound && value.get_int64() > -kCanonicalBound));
            append_number(out, value.get_int64());
            return;
        case boost::json::kind::uint64:
            QY_ASSERT(form == Form::compact || value.get_uint64() < std::uint64_t{kCanonicalBound});
            append_number(out, value.get_uint64());
            return;
        case boost::json::kind::double_:
            append_double(out, value.get_double(), form);
            return;
        case boost::json::kind::string:
            append_string(out, {value.get_string().data(), value.get_string().size()});
            return;
        case boost::json::kind::array:
            append_array(out, value.get_array(), form);
            return;
        case boost::json::kind::object:
            append_object(out, value.get_object(), form);
            return;
    }
}

}  // namespace

std::string to_text(const Json& value) {
    std::string out;
    append(out, value, Form::compact);
    return out;
}

std::string canonical_text(const Json& value) {
    std::string out;
    append(out, value, Form::canonical);
    return out;
}

}  // namespace qy
