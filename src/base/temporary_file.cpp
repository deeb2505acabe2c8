#include "base/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace qy {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::string_view kUnwritable = "file.unwritable";

int nameless_file(const std::string& folder) {
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    std::string name = folder + "/qiongyuan-XXXXXX";  // a file system without nameless files
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

Error unwritable() {
    return unavailable(std::string(kUnwritable), {TemporaryFile::folder()});
}

}  // namespace

std::string TemporaryFile::folder() {
    const char* const named = std::getenv("TMPDIR");
    return named == nullptr || *named == '\0' ? "/tmp" : named;
}

Result<TemporaryFile> TemporaryFile::create() {
    const int file = nameless_file(folder());
    if (file < 0) return unwritable();
    return TemporaryFile(file);
}

Result<std::shared_ptr<TemporaryFile>> TemporaryFile::made_by(const Make& make) {
    QY_TRY(file, create());
    const auto made = make("/proc/self/fd/" + std::to_string(file.file_));
    if (!made.ok()) return made.error().code == kUnwritable ? unwritable() : made.error();
    return std::make_shared<TemporaryFile>(std::move(file));
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), read_(other.read_) {}

TemporaryFile::~TemporaryFile() {
    if (file_ >= 0) ::close(file_);
}

Result<bool> TemporaryFile::next(std::string& chunk) {
    chunk.resize(kPieceBytes);
    const auto got = ::pread(file_, chunk.data(), chunk.size(), read_);
    if (got < 0) return unavailable("file.unreadable", {folder()});
    chunk.resize(static_cast<std::size_t>(got));
    read_ += got;
    return got > 0;
}

}  // namespace qy
