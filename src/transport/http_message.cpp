#include "transport/http_message.h"

#include "ascii.h"
#include "base/text.h"

namespace qy::transport {
namespace {

Error malformed(std::string why) {
    return invalid("http.target_malformed").because(std::move(why));
}

Result<std::string> form_decode(std::string_view text) {
    return percent_decode(replace_all(text, "+", " "));
}

}  // namespace

std::string_view to_string(Listener listener) {
    switch (listener) {
        case Listener::https:
            return "https";
        case Listener::http:
            return "http";
        case Listener::ops:
            return "ops";
        case Listener::admin:
            return "admin";
    }
    QY_ASSERT(false && "a Listener outside the enumeration");
}

void Headers::add(std::string_view name, std::string_view value) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    const auto name_size = static_cast<std::uint32_t>(name.size());
    text_.append(name).append(value);
    fields_.push_back({at, name_size, at + name_size, static_cast<std::uint32_t>(value.size())});
}

void Headers::reserve(std::size_t fields, std::size_t text_bytes) {
    fields_.reserve(fields);
    text_.reserve(text_bytes);
}

void Headers::set(std::string_view name, std::string_view value) {
    if (!has(name)) return add(name, value);
    Headers kept;
    for (std::size_t i = 0; i < size(); ++i) {
        if (!equal_without_case(this->name(i), name)) kept.add(this->name(i), this->value(i));
    }
    kept.add(name, value);
    *this = std::move(kept);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (std::size_t i = 0; i < size(); ++i) {
        if (equal_without_case(this->name(i), name)) return value(i);
    }
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    return all(name).size();
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (std::size_t i = 0; i < size(); ++i) {
        if (equal_without_case(this->name(i), name)) values.push_back(value(i));
    }
    return values;
}

std::string_view Headers::name(std::size_t index) const {
    QY_ASSERT(index < fields_.size());
    return std::string_view(text_).substr(fields_[index].name_at, fields_[index].name_size);
}

std::string_view Headers::value(std::size_t index) const {
    QY_ASSERT(index < fields_.size());
    return std::string_view(text_).substr(fields_[index].value_at, fields_[index].value_size);
}

std::string_view HttpRequest::path() const {
    return std::string_view(target).substr(0, target.find('?'));
}

std::string_view HttpRequest::query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

HttpReply make_reply(int status, std::string_view content_type, std::string body) {
    HttpReply reply;
    reply.status = status;
    reply.headers.add("Content-Type", content_type);
    reply.body = std::move(body);
    return reply;
}

Result<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (text.size() - i < 3) return malformed("percent sign at the end");
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return malformed("percent sign without two hexadecimal digits");
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (out.find('\0') != std::string::npos) return malformed("NUL");
    if (!is_utf8(out)) return malformed("not UTF-8");
    return out;
}

Result<std::vector<std::string>> path_segments(std::string_view path) {
    if (path.empty() || path.front() != '/') return malformed("no leading slash");
    std::vector<std::string> pieces;
    if (path == "/") return pieces;
    for (const auto raw : split(path.substr(1), '/')) {
        QY_TRY(piece, percent_decode(raw));
        if (piece == "." || piece == "..") return malformed("dot segment");
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

Result<std::optional<std::string>> query_parameter(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    for (const auto pair : split(query, '&')) {
        const auto equals = pair.find('=');
        QY_TRY(key, form_decode(pair.substr(0, equals)));
        if (key != name) continue;
        if (found) return invalid("http.parameter_doubled", {std::string(name)});
        QY_TRY(value, form_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1)));
        found = std::move(value);
    }
    return found;
}

}  // namespace qy::transport
