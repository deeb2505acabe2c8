#include "file_pack.h"

#include <charconv>

#include "base/assert.h"

namespace qy::presentation {
namespace {

/// The text up to `end`, taken off together with it.
std::string_view take_until(std::string_view& text, char end) {
    const auto at = text.find(end);
    QY_ASSERT(at != std::string_view::npos);
    const auto taken = text.substr(0, at);
    text.remove_prefix(at + 1);
    return taken;
}

std::size_t size_of(std::string_view digits) {
    std::size_t size = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    QY_ASSERT(read.ec == std::errc() && read.ptr == digits.data() + digits.size());
    return size;
}

std::string_view take_bytes(std::string_view& rest, std::size_t size) {
    QY_ASSERT(size <= rest.size());
    const auto taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
}

struct Line {
    std::string_view name;
    std::size_t bytes = 0;
    std::size_t gzip = 0;
};

}  // namespace

std::vector<PackedFile> read_pack(std::string_view pack) {
    std::vector<Line> lines;
    for (auto line = take_until(pack, '\n'); !line.empty(); line = take_until(pack, '\n')) {
        const auto name = take_until(line, '\t');
        const auto bytes = size_of(take_until(line, '\t'));
        lines.push_back({name, bytes, size_of(line)});
    }
    std::vector<PackedFile> files;
    for (const Line& line : lines) {
        const auto bytes = take_bytes(pack, line.bytes);
        files.push_back({line.name, bytes, take_bytes(pack, line.gzip)});
    }
    QY_ASSERT(pack.empty());
    return files;
}

}  // namespace qy::presentation
