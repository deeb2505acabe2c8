// Any bytes, whole and one by one: the reader must find the same requests in both, and neither may crash.
#include <string>

#include "base/assert.h"
#include "request_reader.h"

namespace {

using qy::transport::RequestReader;

std::string read_all(std::string_view bytes, std::size_t step) {
    RequestReader reader({.header_bytes_max = 4096, .header_fields_max = 20, .target_bytes_max = 1024});
    std::string found;
    while (true) {
        const auto event = reader.next();
        if (!event.ok()) return found + "!" + event.error().code;
        if (*event == RequestReader::Event::need_more) {
            if (bytes.empty()) return found;
            reader.add(bytes.substr(0, step));
            bytes.remove_prefix(std::min(step, bytes.size()));
        } else if (*event == RequestReader::Event::head) {
            const auto accepted = reader.accept_body(4096);
            if (!accepted.ok()) return found + "!" + accepted.error().code;
        } else {
            found += reader.head().method + " " + reader.head().target + " " + reader.body() + "\n";
            reader.next_request();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    QY_ASSERT(read_all(bytes, size + 1) == read_all(bytes, 1));
    return 0;
}
