#include "storage/object_folder.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

#include "crypto/sm3.h"

namespace qy::storage {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

class File {
 public:
    File(const std::string& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

 private:
    int number_;
};

bool write_at(int file, std::uint64_t offset, ByteView bytes) {
    while (!bytes.empty()) {
        const auto done = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(done));
        offset += static_cast<std::uint64_t>(done);
    }
    return true;
}

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

void make_folder(const std::string& path) {
    ::mkdir(path.c_str(), 0700);  // its use tells whether it is there
}

bool sync_folder(const std::string& path) {
    const File folder(path, O_RDONLY | O_DIRECTORY);
    return folder.is_open() && ::fsync(folder.number()) == 0;
}

Result<std::string> hash_of(const std::string& path) {
    const File file(path, O_RDONLY);
    if (!file.is_open()) return unavailable("file.unreadable", {path});
    crypto::Sm3 hash;
    std::array<std::uint8_t, kPieceBytes> piece{};
    for (;;) {
        const auto got = ::read(file.number(), piece.data(), piece.size());
        if (got < 0) return unavailable("file.unreadable", {path});
        if (got == 0) return to_hex(hash.finish());
        hash.update({piece.data(), static_cast<std::size_t>(got)});
    }
}

}  // namespace

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

Result<void> ObjectFolder::write_part(std::string_view part, std::uint64_t offset, ByteView bytes) const {
    const auto path = part_path(part);
    make_folder(path_);
    make_folder(folder_of(path));
    const File file(path, O_WRONLY | O_CREAT);
    const bool written = file.is_open() && ::ftruncate(file.number(), static_cast<off_t>(offset)) == 0 &&
                         write_at(file.number(), offset, bytes) && ::fsync(file.number()) == 0;
    return written ? Result<void>() : unavailable("file.unwritable", {path});
}

Result<std::string> ObjectFolder::name_of_part(std::string_view part) const {
    return hash_of(part_path(part));
}

Result<MappedFile> ObjectFolder::map_part(std::string_view part) const {
    return map_file(part_path(part), part);
}

Result<void> ObjectFolder::keep_part(std::string_view part, std::string_view name) const {
    const auto to = object_path(name);
    make_folder(folder_of(to));
    const bool kept =
        std::rename(part_path(part).c_str(), to.c_str()) == 0 && sync_folder(folder_of(to)) && sync_folder(path_);
    return kept ? Result<void>() : unavailable("file.unwritable", {to});
}

void ObjectFolder::remove_part(std::string_view part) const {
    ::unlink(part_path(part).c_str());
}

Result<MappedFile> ObjectFolder::map(std::string_view name) const {
    return map_file(object_path(name), name);
}

Result<MappedFile> ObjectFolder::map_file(const std::string& path, std::string_view name) {
    const File file(path, O_RDONLY);
    if (!file.is_open()) return not_found("object.missing", {std::string(name)});
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) return unavailable("file.unreadable", {path});
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size == 0) return MappedFile(nullptr, 0);
    void* const data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0);
    if (data == MAP_FAILED) return unavailable("file.unreadable", {path});
    return MappedFile(static_cast<const std::uint8_t*>(data), size);
}

void ObjectFolder::remove(std::string_view name) const {
    ::unlink(object_path(name).c_str());
}

}  // namespace qy::storage
