#pragma once
// Compression of replies. (RFC 1952; RFC 9110 §12.5.3)
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace qy::presentation {

/// 1 (fast) to 9 (small).
inline constexpr int kGzipFast = 4;
inline constexpr int kGzipBest = 9;

/// `bytes` as one gzip member without name and time: equal bytes give equal output. Safe from any thread.
/// REQUIRES: level in [1, 9]; bytes.size() < 4 GiB.
[[nodiscard]] std::string gzip(std::string_view bytes, int level = kGzipFast);

/// A piece of text, compressed by itself, so that members can be put together from pieces that are kept.
struct GzipPart {
    std::string deflated;   ///< whole deflate blocks, none of them the last
    std::uint32_t crc = 0;  ///< CRC-32 of the text
    std::size_t size = 0;   ///< bytes of the text
};
/// Safe from any thread. REQUIRES: as gzip.
[[nodiscard]] GzipPart gzip_part(std::string_view bytes, int level = kGzipBest);
/// Not compressed: for a few bytes that are made anew each time.
[[nodiscard]] GzipPart stored_part(std::string_view bytes);
/// One gzip member of the texts of the parts, one after the other.
[[nodiscard]] std::string gzip_of(std::initializer_list<const GzipPart*> parts);

/// Whether an Accept-Encoding header allows gzip: named with a weight above 0, or covered by "*".
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace qy::presentation
