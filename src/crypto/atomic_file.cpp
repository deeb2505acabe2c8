#include "crypto/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace qy::crypto {

namespace {

class Descriptor {
 public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
    int number_;
};

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool write_synced(const std::string& path, std::string_view content) {
    ::unlink(path.c_str());  // what an interrupted attempt may have left
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    return file.number() >= 0 && write_all(file.number(), content) && ::fsync(file.number()) == 0 && file.close();
}

bool sync_folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const Descriptor descriptor(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor.number() >= 0 && ::fsync(descriptor.number()) == 0;
}

}  // namespace

Result<void> write_private_file(const std::string& path, std::string_view content, IfPresent if_present) {
    const std::string temporary = path + ".new";
    const unsigned flags = if_present == IfPresent::fail ? RENAME_NOREPLACE : 0;
    if (write_synced(temporary, content) &&
        ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), flags) == 0 && sync_folder_of(path)) {
        return {};
    }
    const int reason = errno;
    ::unlink(temporary.c_str());
    if (if_present == IfPresent::fail && reason == EEXIST) return conflict("file.exists", {path});
    return unavailable("file.write_failed", {path}).because(std::strerror(reason));
}

}  // namespace qy::crypto
