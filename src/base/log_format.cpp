#include "log_format.h"

#include "base/bytes.h"
#include "base/text.h"

namespace qy::log {
namespace {

bool is_control(std::uint8_t byte) {
    return byte < 0x20 || byte == 0x7F;
}

// C1 controls (U+0080–U+009F) are C2 80 – C2 9F; terminals obey some of them.
bool starts_c1_control(ByteView bytes) {
    return bytes.size() >= 2 && bytes[0] == 0xC2 && bytes[1] >= 0x80 && bytes[1] <= 0x9F;
}

void append_escaped(std::string& out, ByteView byte) {
    if (byte[0] == '\n') {
        out += "\\n";
    } else if (byte[0] == '\r') {
        out += "\\r";
    } else {
        out += "\\x" + to_hex(byte.first(1));
    }
}

bool must_be_quoted(std::string_view text) {
    return text.empty() || text.find_first_of(" \"=\\") != std::string_view::npos;
}

void append_value(std::string& out, std::string_view text) {
    const bool quoted = must_be_quoted(text);
    const bool readable = is_utf8(text);
    const ByteView bytes = bytes_of(text);
    if (quoted) out += '"';
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool c1 = readable && starts_c1_control(bytes.subspan(i));
        if (is_control(bytes[i]) || c1 || (!readable && bytes[i] >= 0x80)) {
            append_escaped(out, bytes.subspan(i));
            if (c1) append_escaped(out, bytes.subspan(++i));
            continue;
        }
        if (text[i] == '"' || text[i] == '\\') out += '\\';
        out += text[i];
    }
    if (quoted) out += '"';
}

}  // namespace

std::string format_event(std::string_view event, std::span<const Pair> pairs) {
    std::string out;
    append_value(out, event);
    for (const auto& pair : pairs) {
        out += ' ';
        append_value(out, pair.key);
        out += '=';
        append_value(out, pair.value);
    }
    return out;
}

}  // namespace qy::log
