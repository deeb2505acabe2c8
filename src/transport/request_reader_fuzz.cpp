// Any bytes, cut into pieces in any way: the reader must find the same requests each time, and none may crash it.
#include <algorithm>
#include <string>

#include "base/assert.h"
#include "request_reader.h"

namespace {

using qy::transport::RequestReader;

// Everything that a handler would see of one request.
std::string told(RequestReader& reader) {
    const auto& head = reader.head();
    std::string out = head.method + " " + head.target + "\n";
    for (std::size_t i = 0; i < head.headers.size(); ++i) {
        out += std::string(head.headers.name(i)) + ": " + std::string(head.headers.value(i)) + "\n";
    }
    return out + (head.keep_alive ? "k" : "c") + reader.body() + "\n";
}

void check_head(const qy::transport::RequestHead& head) {
    QY_ASSERT(!head.method.empty() && (head.target == "*" || head.target.starts_with('/')));
    QY_ASSERT(head.target.find_first_of(" \r\n") == std::string::npos);
    QY_ASSERT(!(head.chunked && head.body_bytes > 0));
}

// `lengths` gives the length of each piece in turn.
std::string read_all(std::string_view bytes, std::string_view lengths) {
    RequestReader reader({.header_bytes_max = 4096, .header_fields_max = 20, .target_bytes_max = 1024});
    std::string found;
    for (std::size_t piece = 0;;) {
        const auto event = reader.next();
        if (!event.ok()) return found + "!" + event.error().code;
        if (*event == RequestReader::Event::need_more) {
            if (bytes.empty()) return found;
            const auto length = std::size_t{1} + static_cast<unsigned char>(lengths[piece++ % lengths.size()]);
            reader.add(bytes.substr(0, length));
            bytes.remove_prefix(std::min(length, bytes.size()));
        } else if (*event == RequestReader::Event::head) {
            check_head(reader.head());
            const auto accepted = reader.accept_body(4096);
            if (!accepted.ok()) return found + "!" + accepted.error().code;
        } else {
            found += told(reader);
            reader.next_request();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto one_by_one = read_all(bytes, std::string_view("\0", 1));
    QY_ASSERT(read_all(bytes, "\xFF") == one_by_one);
    QY_ASSERT(read_all(bytes, bytes) == one_by_one);  // pieces as irregular as the bytes themselves
    return 0;
}
