#pragma once
// Many short texts, numbered: small ones together in memory, beyond a size in a nameless file that is mapped.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/temporary_file.h"

namespace qy::collection {

/// Add all texts, then seal(), then read. A program that ends in any way leaves no file behind.
class TextHeap {
 public:
    TextHeap() = default;
    ~TextHeap();
    TextHeap(const TextHeap&) = delete;
    TextHeap& operator=(const TextHeap&) = delete;

    /// Errors: unavailable `file.unwritable` {folder of temporary files}.
    Result<void> add(std::string_view text);
    Result<void> seal();
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    /// REQUIRES: sealed, index < size().
    [[nodiscard]] std::string_view at(std::size_t index) const;

 private:
    Result<void> spill();
    std::string buffer_;
    std::vector<std::uint64_t> ends_;
    std::uint64_t spilled_ = 0;
    std::optional<TemporaryFile> file_;
    const char* mapped_ = nullptr;
    std::uint64_t mapped_size_ = 0;
};

}  // namespace qy::collection
