#pragma once
// Compression of replies. (RFC 1952; RFC 9110 §12.5.3)
#include <string>
#include <string_view>

namespace qy::presentation {

/// 1 (fast) to 9 (small).
inline constexpr int kGzipFast = 4;
inline constexpr int kGzipBest = 9;

/// `bytes` as one gzip member without name and time: equal bytes give equal output. Safe from any thread.
/// REQUIRES: level in [1, 9]; bytes.size() < 4 GiB.
[[nodiscard]] std::string gzip(std::string_view bytes, int level = kGzipFast);

/// Whether an Accept-Encoding header allows gzip: named with a weight above 0, or covered by "*".
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace qy::presentation
