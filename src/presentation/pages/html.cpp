#include "pages/html.h"

#include <array>
#include <charconv>

#include "base/assert.h"
#include "base/bytes.h"

namespace qy::presentation {
namespace {

constexpr auto kSpecial = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\n' && c != '\t';
    for (const char c : {'&', '<', '>', '"', '\''}) table[static_cast<unsigned char>(c)] = true;
    table[0x7F] = true;
    table[0xE2] = true;  // the first byte of the characters that turn the direction of text
    return table;
}();

/// U+202A–U+202E and U+2066–U+2069 in UTF-8.
bool turns_direction(std::string_view rest) {
    if (rest.size() < 3) return false;
    const auto second = static_cast<unsigned char>(rest[1]);
    const auto third = static_cast<unsigned char>(rest[2]);
    return (second == 0x80 && third >= 0xAA && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

std::string_view reference_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!kSpecial[static_cast<unsigned char>(c)]) continue;
        const bool three_bytes = static_cast<unsigned char>(c) == 0xE2;
        if (three_bytes && !turns_direction(text.substr(i))) continue;
        out.append(text, begin, i - begin);
        out += reference_of(c);
        if (three_bytes) i += 2;
        begin = i + 1;
    }
    out.append(text, begin);
}

bool is_safe_url(std::string_view url) {
    if (url.empty()) return false;
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || c == '\\') return false;
    }
    if (url.starts_with("//")) return false;
    return url[0] == '/' || url[0] == '?' || url[0] == '#' || url.starts_with("https://") || url.starts_with("http://");
}

void Attribute::append_to(std::string& out) const {
    if (kind_ == Kind::none) return;
    out += ' ';
    out += name_;
    if (kind_ == Kind::flag) return;
    out += "=\"";
    if (kind_ == Kind::number) {
        std::array<char, 24> digits{};
        const auto written = std::to_chars(digits.begin(), digits.end(), number_);
        out.append(digits.data(), written.ptr);
    } else {
        append_escaped(out, value_);
    }
    out += '"';
}

void Html::start(TagName name, Attributes attributes, std::string_view end) {
    out_ += '<';
    out_ += name.text();
    for (const Attribute& attribute : attributes) attribute.append_to(out_);
    out_ += end;
}

void Html::close(TagName name) {
    out_ += "</";
    out_ += name.text();
    out_ += '>';
}

Html& Html::style_sheet(std::string_view css) {
    QY_ASSERT(css.find('<') == std::string_view::npos);
    out_ += "<style>";
    out_ += css;
    out_ += "</style>";
    return *this;
}

Html& Html::icon(std::string_view svg) {
    out_ += "<link rel=\"icon\" href=\"data:image/svg+xml;base64,";
    out_ += to_base64(bytes_of(svg));
    out_ += "\">";
    return *this;
}

Html& Html::script(std::string_view js) {
    QY_ASSERT(js.find('<') == std::string_view::npos);
    out_ += "<script>";
    out_ += js;
    out_ += "</script>";
    return *this;
}

}  // namespace qy::presentation
