#include "storage/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/text.h"

namespace qy::storage {
namespace {

namespace files = std::filesystem;

constexpr auto kParts = std::to_array<std::string_view>({"keys", "objects", "backups", "tls"});

Error unusable(const std::string& path, int code) {
    return unavailable("data_folder.unusable", {path}).because(std::strerror(code));
}

// A new name is durable when the folder that holds it is synchronised; what is stored there later would else be without
// a way to it after a power failure.
Result<void> sync_folder(const files::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return unusable(folder.string(), errno);
    const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;  // some file systems know no such thing
    const int code = errno;
    ::close(descriptor);
    if (!synced) return unusable(folder.string(), code);
    return {};
}

enum class Existing { as_is, close_to_others };

// A folder that only the owner may enter. A part of ours that others may enter is closed to them; the data folder
// itself is whatever the operator named, so its mode stays.
Result<void> make_private(const std::string& path, Existing existing) {
    if (::mkdir(path.c_str(), 0700) == 0) return sync_folder(files::path(path).parent_path());
    if (errno != EEXIST) return unusable(path, errno);
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return unusable(path, errno);
    if (!S_ISDIR(status.st_mode)) return unusable(path, ENOTDIR);
    const bool close = existing == Existing::close_to_others && (status.st_mode & 077) != 0;
    if (close && ::chmod(path.c_str(), 0700) != 0) return unusable(path, errno);
    return {};
}

// The folders above, each with a durable name.
Result<void> make_parents(const std::string& path) {
    std::error_code fault;
    const auto whole = files::absolute(path, fault).lexically_normal();
    std::vector<files::path> missing;
    for (auto at = whole.parent_path(); !fault && !files::exists(at, fault); at = at.parent_path())
        missing.push_back(at);
    if (fault) return unusable(path, fault.value());
    for (; !missing.empty(); missing.pop_back()) {
        files::create_directory(missing.back(), fault);
        if (fault) return unusable(path, fault.value());
        QY_CHECK(sync_folder(missing.back().parent_path()));
    }
    return {};
}

std::string holder_of(int lock_file) {
    std::array<char, 32> text{};
    const auto size = ::pread(lock_file, text.data(), text.size(), 0);
    return size > 0 ? std::string(trim({text.data(), static_cast<std::size_t>(size)})) : "?";
}

// For the message of whoever finds the folder locked; the lock itself does not depend on it.
void write_holder(int lock_file) {
    const auto text = std::to_string(::getpid()) + "\n";
    if (::ftruncate(lock_file, 0) == 0) (void)!::pwrite(lock_file, text.data(), text.size(), 0);
}

std::string without_end_slash(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

}  // namespace

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_file_(std::exchange(other.lock_file_, -1)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_file_, other.lock_file_);
    return *this;
}

DataFolder::~DataFolder() {
    if (lock_file_ >= 0) ::close(lock_file_);
}

// The file stays when the lock ends: removing it would let two programs lock two files of one name.
Result<void> DataFolder::take_lock() {
    const auto name = path_ + "/lock";
    lock_file_ = ::open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_file_ < 0) return unusable(path_, errno);
    while (::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return busy("data_folder.locked", {path_, holder_of(lock_file_)});
        if (errno != EINTR) return unusable(path_, errno);
    }
    write_holder(lock_file_);
    return {};
}

Result<DataFolder> DataFolder::open(const std::string& path, Lock lock) {
    DataFolder folder(without_end_slash(path));
    if (::access(folder.keys().c_str(), F_OK) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return not_found("data_folder.missing", {folder.path_});
        return unusable(folder.path_, errno);
    }
    if (::access(folder.path_.c_str(), R_OK | W_OK | X_OK) != 0) return unusable(folder.path_, errno);
    if (lock == Lock::exclusive) QY_CHECK(folder.take_lock());
    return folder;
}

Result<DataFolder> DataFolder::open_or_create(const std::string& path) {
    DataFolder folder(without_end_slash(path));
    QY_CHECK(make_parents(folder.path_));
    QY_CHECK(make_private(folder.path_, Existing::as_is));
    QY_CHECK(folder.take_lock());
    for (const auto part : kParts) {
        QY_CHECK(make_private(folder.path_ + "/" + std::string(part), Existing::close_to_others));
    }
    return folder;
}

}  // namespace qy::storage
