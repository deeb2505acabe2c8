#pragma once
// The picture by which somebody shows others what was scanned: a PNG with brand, product, lot, what the first scan
// says, and a QR of the lot's public page. Nothing personal is on it. (clause 5.6)
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "ready_cache.h"

namespace qy::presentation {

inline constexpr int kSharePictureWidth = 750;
inline constexpr int kSharePictureHeight = 1000;

/// The words, each on lines of its own, in the language of the picture. What does not fit is cut with "…".
struct ShareWords {
    std::string platform;
    std::string brand;
    std::string product;
    std::string specification;
    std::string lot;      ///< "批次 CYR260106"
    std::string verdict;  ///< "正品"
    std::string scanned;  ///< "首次查询：2026年3月5日"
    std::string call;     ///< "扫一扫，查看它的来历"
    std::string not_a_label;
    std::string link;  ///< what the QR holds
    /// All of them, each where it stands: two pictures with the same key are the same.
    [[nodiscard]] std::string key() const;
};

/// Errors: those of symbol_of (a link that no QR holds); internal `share.drawing` (the library's fault). Safe from any
/// thread.
Result<std::string> share_png(const ShareWords& words);

struct SharePicture {
    std::string png;
    [[nodiscard]] std::size_t bytes() const { return png.size(); }
};

/// The pictures that were asked for last, within a bound of bytes. One at a time is drawn, and nobody waits for it:
/// those who wait would be the threads that answer everybody else. Safe from any thread.
class SharePictures {
 public:
    explicit SharePictures(std::size_t bytes_max) : kept_(bytes_max) {}
    /// Errors: as share_png; busy `share.busy` (another is being drawn).
    Result<std::shared_ptr<const SharePicture>> of(const ShareWords& words);

 private:
    ReadyCache<SharePicture> kept_;
    std::mutex drawing_;
};

}  // namespace qy::presentation
