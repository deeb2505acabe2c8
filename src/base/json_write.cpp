#include <algorithm>
#include <charconv>
#include <cmath>

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

void append_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;  // start of the run that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, plain, i - plain);
        append_escaped(out, byte);
        plain = i + 1;
    }
    out.append(text, plain);
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
