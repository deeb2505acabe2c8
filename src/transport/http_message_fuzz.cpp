// Any text as a request target: what is decoded is text without a zero byte, and encoded again it is read as the same.
#include "transport/http_message.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

namespace {

using namespace qy::transport;

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) out += '%' + qy::to_hex(qy::bytes_of({&c, 1}));
    return out;
}

void check_path(std::string_view path) {
    const auto segments = path_segments(path);
    if (!segments.ok()) {
        QY_ASSERT(segments.error().code == "http.target_malformed");
        return;
    }
    std::string again;
    for (const auto& segment : *segments) {
        QY_ASSERT(segment != "." && segment != "..");
        again += '/' + encoded(segment);
    }
    QY_ASSERT(path_segments(again.empty() ? "/" : again).value() == *segments);
}

void check_query(std::string_view query) {
    for (const std::string_view name : {"q", "lang", "pin"}) {
        const auto value = query_parameter(query, name);
        if (!value.ok() || !*value) continue;
        QY_ASSERT(qy::is_utf8(**value) && (*value)->find('\0') == std::string::npos);
        const auto again = query_parameter("x=1&" + std::string(name) + "=" + encoded(**value), name);
        QY_ASSERT(again.ok() && *again == *value);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    if (const auto decoded = percent_decode(text); decoded.ok()) {
        QY_ASSERT(qy::is_utf8(*decoded) && decoded->find('\0') == std::string::npos);
        QY_ASSERT(percent_decode(encoded(*decoded)).value() == *decoded);
    }
    const auto question = text.find('?');
    check_path(text.substr(0, question));
    check_query(question == std::string_view::npos ? text : text.substr(question + 1));
    return 0;
}
