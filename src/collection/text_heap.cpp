#include "text_heap.h"

#include <sys/mman.h>
#include <unistd.h>

#include <utility>

#include "base/assert.h"

namespace qy::collection {
namespace {

constexpr std::size_t kBufferBytes = 8U << 20U;

}  // namespace

TextHeap::~TextHeap() {
    if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), mapped_size_);
}

Result<void> TextHeap::spill() {
    if (!file_) {
        QY_TRY(file, TemporaryFile::create());
        file_.emplace(std::move(file));
    }
    for (std::size_t done = 0; done < buffer_.size();) {
        const auto written = ::write(file_->descriptor(), buffer_.data() + done, buffer_.size() - done);
        if (written < 0) return unavailable("file.unwritable", {TemporaryFile::folder()});
        done += static_cast<std::size_t>(written);
    }
    spilled_ += buffer_.size();
    buffer_.clear();
    return {};
}

Result<void> TextHeap::add(std::string_view text) {
    if (!buffer_.empty() && buffer_.size() + text.size() > kBufferBytes) QY_CHECK(spill());
    buffer_ += text;
    ends_.push_back(spilled_ + buffer_.size());
    return {};
}

Result<void> TextHeap::seal() {
    if (!file_) return {};
    QY_CHECK(spill());
    void* const mapped = ::mmap(nullptr, spilled_, PROT_READ, MAP_PRIVATE, file_->descriptor(), 0);
    if (mapped == MAP_FAILED) return unavailable("file.unwritable", {TemporaryFile::folder()});
    mapped_ = static_cast<const char*>(mapped);
    mapped_size_ = spilled_;
    buffer_ = {};
    return {};
}

std::string_view TextHeap::at(std::size_t index) const {
    QY_ASSERT(index < ends_.size());
    const std::uint64_t from = index == 0 ? 0 : ends_[index - 1];
    const char* const texts = mapped_ != nullptr ? mapped_ : buffer_.data();
    return {texts + from, static_cast<std::size_t>(ends_[index] - from)};
}

}  // namespace qy::collection
