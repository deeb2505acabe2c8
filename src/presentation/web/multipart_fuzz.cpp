// Any bytes as a form with files: what is read stands in the body, within the limits; and what was read, written by our
// own hand, is read as the same fields.
#include "multipart.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/media_limits.h"

namespace {

using qy::presentation::FormPart;

constexpr std::string_view kType = "multipart/form-data; boundary=";

std::string written(const std::vector<FormPart>& parts, std::string_view boundary) {
    std::string out;
    for (const auto& part : parts) {
        out.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(part.name);
        out.append(part.is_file ? "\"; filename=\"\"\r\n\r\n" : "\"\r\n\r\n").append(part.content).append("\r\n");
    }
    return out.append("--").append(boundary).append("--\r\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    const auto parts = qy::presentation::parse_multipart(std::string(kType) + "xYz", text);
    (void)qy::presentation::parse_multipart(text.substr(0, text.find('\n')), text);
    if (!parts.ok()) return 0;
    QY_ASSERT(parts->size() <= qy::limits::form_parts_max);
    for (const auto& part : *parts) {
        QY_ASSERT(!part.name.empty());
        QY_ASSERT(part.content.data() >= text.data() &&
                  part.content.data() + part.content.size() <= text.data() + size);
        if (part.name.find('"') != std::string::npos || part.name.find('\r') != std::string::npos) return 0;
    }
    const auto again = written(*parts, "xYz");
    const auto reread = qy::presentation::parse_multipart(std::string(kType) + "xYz", again);
    QY_ASSERT(reread.ok() && reread->size() == parts->size());
    for (std::size_t i = 0; i < parts->size(); ++i) {
        QY_ASSERT((*reread)[i].name == (*parts)[i].name && (*reread)[i].content == (*parts)[i].content);
        QY_ASSERT((*reread)[i].is_file == (*parts)[i].is_file);
    }
    return 0;
}
