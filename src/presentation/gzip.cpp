#include "gzip.h"

#include <zlib.h>

#include <limits>
#include <optional>

#include "base/assert.h"
#include "base/text.h"

namespace qy::presentation {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, and a gzip instead of a zlib header
constexpr int kMemoryLevel = 9;

/// "gzip;q=0.5" → ("gzip", not zero). A weight that cannot be read counts as 1.
struct Coding {
    std::string name;
    bool wanted = true;
};

Coding coding_of(std::string_view item) {
    const auto parts = split(item, ';');
    Coding coding{lower_ascii(trim(parts[0])), true};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::string parameter = lower_ascii(trim(parts[i]));
        if (parameter.starts_with("q=0")) {
            coding.wanted = parameter.find_first_of("123456789") != std::string::npos;
        }
    }
    return coding;
}

}  // namespace

std::string gzip(std::string_view bytes, int level) {
    QY_ASSERT(level >= 1 && level <= 9 && bytes.size() < std::numeric_limits<uInt>::max());
    z_stream stream{};
    QY_ASSERT(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int done = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    QY_ASSERT(done == Z_STREAM_END);
    return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
    std::optional<bool> named;
    bool any = false;
    for (const auto item : split(accept_encoding, ',')) {
        const Coding coding = coding_of(item);
        if (coding.name == "gzip" || coding.name == "x-gzip") named = coding.wanted;
        if (coding.name == "*") any = coding.wanted;
    }
    return named.value_or(any);
}

}  // namespace qy::presentation
