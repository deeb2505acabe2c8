#include "text_heap.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

#include "base/assert.h"

namespace qy::collection {
namespace {

constexpr std::size_t kBufferBytes = 8U << 20U;

std::string temporary_folder() {
    const char* const named = std::getenv("TMPDIR");
    return named == nullptr || *named == '\0' ? "/tmp" : named;
}

int temporary_file() {
    const auto folder = temporary_folder();
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    std::string name = folder + "/qiongyuan-XXXXXX";  // a file system without nameless files
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

}  // namespace

TextHeap::~TextHeap() {
    if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), mapped_size_);
    if (file_ >= 0) ::close(file_);
}

Result<void> TextHeap::spill() {
    if (file_ < 0) file_ = temporary_file();
    if (file_ < 0) return unavailable("file.unwritable", {temporary_folder()});
    for (std::size_t done = 0; done < buffer_.size();) {
        const auto written = ::write(file_, buffer_.data() + done, buffer_.size() - done);
        if (written < 0) return unavailable("file.unwritable", {temporary_folder()});
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
    if (file_ < 0) return {};
    QY_CHECK(spill());
    void* const mapped = ::mmap(nullptr, spilled_, PROT_READ, MAP_PRIVATE, file_, 0);
    if (mapped == MAP_FAILED) return unavailable("file.unwritable", {temporary_folder()});
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
