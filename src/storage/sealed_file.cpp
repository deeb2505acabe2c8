#include "sealed_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace qy::storage {
namespace {

using crypto::ObjectCipher;

Error unwritable(const std::string& path) {
    return unavailable("file.unwritable", {path}).because(std::strerror(errno));
}

Error unreadable(const std::string& path) {
    return unavailable("file.unreadable", {path}).because(std::strerror(errno));
}

}  // namespace

SealedFile::SealedFile(SealedFile&& other) noexcept
    : path_(std::move(other.path_)),
      number_(std::exchange(other.number_, -1)),
      cipher_(std::move(other.cipher_)),
      offset_(other.offset_),
      position_(other.position_) {}

SealedFile::~SealedFile() {
    if (number_ >= 0) ::close(number_);
}

Result<SealedFile> SealedFile::create(const std::string& path, const crypto::Keyring& keys, Random& random) {
    QY_TRY(cipher, ObjectCipher::begin(keys, random));
    SealedFile file(path, ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number_ < 0) return unwritable(path);
    QY_CHECK(file.write_at(0, cipher.header()));
    file.cipher_ = std::move(cipher);
    file.position_ = ObjectCipher::header_bytes;
    return file;
}

Result<SealedFile> SealedFile::open(const std::string& path, const crypto::Keyring& keys, Access access) {
    const int mode = access == Access::read ? O_RDONLY : O_RDWR;
    SealedFile file(path, ::open(path.c_str(), mode | O_CLOEXEC | O_NOFOLLOW));
    if (file.number_ < 0 && errno == ENOENT) return not_found("object.missing", {path.substr(path.rfind('/') + 1)});
    if (file.number_ < 0) return unreadable(path);
    QY_TRY(header, file.read_at(0, ObjectCipher::header_bytes));
    auto cipher = ObjectCipher::resume(keys, header);
    if (!cipher.ok()) return cipher.error().kind == ErrorKind::corrupt ? file.damaged() : std::move(cipher).error();
    file.cipher_ = *std::move(cipher);
    file.position_ = ObjectCipher::header_bytes;
    return file;
}

/// Shorter only where the file ends.
Result<Bytes> SealedFile::read_at(std::uint64_t position, std::size_t size) const {
    Bytes bytes(size);
    std::size_t got = 0;
    while (got < size) {
        const auto done = ::pread(number_, bytes.data() + got, size - got, static_cast<off_t>(position + got));
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return unreadable(path_);
        if (done == 0) break;
        got += static_cast<std::size_t>(done);
    }
    bytes.resize(got);
    return bytes;
}

Result<void> SealedFile::write_at(std::uint64_t position, ByteView bytes) {
    while (!bytes.empty()) {
        const auto done = ::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(position));
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return unwritable(path_);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
        position += static_cast<std::uint64_t>(done);
    }
    return {};
}

/// Bytes behind the length that stands here; 0 for the end of the content.
Result<std::size_t> SealedFile::rest_here() const {
    QY_TRY(length, read_at(position_, ObjectCipher::length_bytes));
    if (length.empty()) return std::size_t{0};
    if (length.size() != ObjectCipher::length_bytes) return damaged();
    const auto rest = ObjectCipher::rest_of_piece(length);
    return rest.ok() ? *rest : Result<std::size_t>(damaged());
}

Result<void> SealedFile::go_to(std::uint64_t offset) {
    offset_ = 0;
    position_ = ObjectCipher::header_bytes;
    while (offset_ < offset) {
        QY_TRY(rest, rest_here());
        if (rest == 0) break;
        offset_ += rest + ObjectCipher::length_bytes - ObjectCipher::piece_overhead_bytes;
        position_ += rest + ObjectCipher::length_bytes;
    }
    return offset_ == offset ? Result<void>() : conflict("object.offset");
}

bool SealedFile::cut() {
    return ::ftruncate(number_, static_cast<off_t>(position_)) == 0;
}

Result<void> SealedFile::write(ByteView bytes, Random& random) {
    if (!cut()) return unwritable(path_);
    while (!bytes.empty()) {
        const auto plain = bytes.first(std::min(bytes.size(), ObjectCipher::piece_bytes_max));
        const auto sealed = cipher_->seal_piece(offset_, plain, random);
        QY_CHECK(write_at(position_, sealed));
        offset_ += plain.size();
        position_ += sealed.size();
        bytes = bytes.subspan(plain.size());
    }
    return {};
}

Result<void> SealedFile::write_end(const crypto::Digest& digest) {
    if (!cut()) return unwritable(path_);
    return write_at(position_, cipher_->seal_end({offset_, digest}));
}

Result<void> SealedFile::sync() {
    return ::fsync(number_) == 0 ? Result<void>() : unwritable(path_);
}

Result<std::optional<Bytes>> SealedFile::next_piece() {
    QY_TRY(rest, rest_here());
    if (rest == 0) return std::optional<Bytes>();
    QY_TRY(sealed, read_at(position_, ObjectCipher::length_bytes + rest));
    auto plain = cipher_->open_piece(offset_, sealed);
    if (!plain.ok()) return damaged();
    offset_ += plain->size();
    position_ += sealed.size();
    return std::optional(*std::move(plain));
}

Result<ObjectCipher::End> SealedFile::end() const {
    struct stat facts {};
    if (::fstat(number_, &facts) != 0) return unreadable(path_);
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    if (size < ObjectCipher::header_bytes + ObjectCipher::end_bytes) return damaged();
    QY_TRY(sealed, read_at(size - ObjectCipher::end_bytes, ObjectCipher::end_bytes));
    auto end = cipher_->open_end(sealed);
    return end.ok() ? std::move(end) : Result<ObjectCipher::End>(damaged());
}

bool sync_folder(const std::string& path) {
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return false;
    const bool synced = ::fsync(folder) == 0 || errno == EINVAL;  // some file systems know no such thing
    ::close(folder);
    return synced;
}

}  // namespace qy::storage
