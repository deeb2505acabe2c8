#include "gzip.h"

#include <zlib.h>

#include <limits>
#include <optional>

#include "base/assert.h"
#include "base/text.h"

namespace qy::presentation {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, and a gzip instead of a zlib header
constexpr int kRawWindow = -15;       // deflate blocks alone
constexpr int kMemoryLevel = 9;
constexpr std::size_t kFlushBytes = 16;          // what a flush adds to deflateBound
constexpr std::size_t kStoredBytesMax = 65'535;  // of one stored block (RFC 1951 §3.2.4)
constexpr std::size_t kFrameBytes = 10 + 5 + 8;  // header, an empty last block, trailer
constexpr std::string_view kGzipHead("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);

std::uint32_t crc_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

/// Little-endian.
void append_number(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8U * static_cast<unsigned>(i)));
}

void append_stored(std::string& out, std::string_view bytes, bool last) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    out += last ? '\1' : '\0';
    append_number(out, size, 2);
    append_number(out, ~size, 2);
    out += bytes;
}

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

GzipPart gzip_part(std::string_view bytes, int level) {
    QY_ASSERT(level >= 1 && level <= 9 && bytes.size() < std::numeric_limits<uInt>::max());
    z_stream stream{};
    QY_ASSERT(deflateInit2(&stream, level, Z_DEFLATED, kRawWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
    GzipPart part;
    part.deflated.resize(deflateBound(&stream, static_cast<uLong>(bytes.size())) + kFlushBytes);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(part.deflated.data());
    stream.avail_out = static_cast<uInt>(part.deflated.size());
    // A full flush ends at a byte and forgets the window: what follows does not refer to what stands before it.
    QY_ASSERT(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0 && stream.avail_out > 0);
    part.deflated.resize(stream.total_out);
    deflateEnd(&stream);
    part.crc = crc_of(bytes);
    part.size = bytes.size();
    return part;
}

GzipPart stored_part(std::string_view bytes) {
    GzipPart part;
    part.deflated.reserve(bytes.size() + (bytes.size() / kStoredBytesMax + 1) * 5);
    for (std::size_t at = 0; at < bytes.size(); at += kStoredBytesMax) {
        append_stored(part.deflated, bytes.substr(at, kStoredBytesMax), false);
    }
    part.crc = crc_of(bytes);
    part.size = bytes.size();
    return part;
}

std::string gzip_of(std::initializer_list<const GzipPart*> parts) {
    std::size_t room = kFrameBytes;
    for (const auto* part : parts) room += part->deflated.size();
    std::string out;
    out.reserve(room);
    out.append(kGzipHead);
    std::uint32_t crc = 0;
    std::size_t size = 0;
    for (const auto* part : parts) {
        out += part->deflated;
        crc = static_cast<std::uint32_t>(::crc32_combine(crc, part->crc, static_cast<z_off_t>(part->size)));
        size += part->size;
    }
    append_stored(out, {}, true);
    append_number(out, crc, 4);
    append_number(out, static_cast<std::uint32_t>(size), 4);
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
