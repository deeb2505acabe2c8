#include "multipart.h"

#include <optional>

#include "base/media_limits.h"
#include "base/text.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kBoundaryMax = 70;  // RFC 2046

Error malformed() {
    return invalid("form.malformed");
}

/// The value of a parameter, quoted or bare: `name="x"`, `boundary=x`. Browsers write a quote inside a name as %22.
std::optional<std::string_view> parameter(std::string_view field, std::string_view name) {
    for (auto semicolon = field.find(';'); semicolon != field.npos; semicolon = field.find(';', semicolon + 1)) {
        auto rest = trim(field.substr(semicolon + 1));
        if (rest.size() <= name.size() || lower_ascii(rest.substr(0, name.size())) != name) continue;
        if (rest[name.size()] != '=') continue;
        rest.remove_prefix(name.size() + 1);
        if (!rest.starts_with('"')) return trim(rest.substr(0, rest.find(';')));
        const auto end = rest.find('"', 1);
        if (end == rest.npos) return std::nullopt;
        return rest.substr(1, end - 1);
    }
    return std::nullopt;
}

/// The fields above a part's content: only its disposition tells something.
Result<FormPart> part_of(std::string_view head) {
    FormPart part;
    while (!head.empty()) {
        const auto end = head.find(kLineEnd);
        const auto line = head.substr(0, end);
        head = end == head.npos ? std::string_view() : head.substr(end + kLineEnd.size());
        const auto colon = line.find(':');
        if (colon == line.npos) return malformed();
        if (lower_ascii(trim(line.substr(0, colon))) != "content-disposition") continue;
        const auto name = parameter(line, "name");
        if (!name || name->empty() || !is_utf8(*name)) return malformed();
        part.name = *name;
        part.is_file = parameter(line, "filename").has_value() || parameter(line, "filename*").has_value();
    }
    return part.name.empty() ? Result<FormPart>(malformed()) : Result<FormPart>(std::move(part));
}

}  // namespace

bool is_multipart(std::string_view content_type) {
    return lower_ascii(content_type.substr(0, kType.size())) == kType;
}

Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = is_multipart(content_type) ? parameter(content_type, "boundary") : std::nullopt;
    if (!boundary || boundary->empty() || boundary->size() > kBoundaryMax) return malformed();
    const std::string first = "--" + std::string(*boundary);
    const std::string next = std::string(kLineEnd) + first;
    if (!body.starts_with(first)) return malformed();
    body.remove_prefix(first.size());
    std::vector<FormPart> parts;
    while (!body.starts_with("--")) {
        if (!body.starts_with(kLineEnd) || parts.size() == limits::form_parts_max) return malformed();
        body.remove_prefix(kLineEnd.size());
        const auto head = body.find("\r\n\r\n");
        if (head == body.npos || head > limits::form_part_head_bytes_max) return malformed();
        QY_TRY(part, part_of(body.substr(0, head)));
        body.remove_prefix(head + 4);
        const auto end = body.find(next);
        if (end == body.npos) return malformed();
        part.content = body.substr(0, end);
        parts.push_back(std::move(part));
        body.remove_prefix(end + next.size());
    }
    return parts;
}

}  // namespace qy::presentation
