#include "storage/object_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "crypto/sm3.h"
#include "sealed_file.h"

namespace qy::storage {
namespace {

using Access = SealedFile::Access;

constexpr std::string_view kPassing = "new-";
constexpr std::string_view kAnew = "-anew";
constexpr std::size_t kPassingBytes = 16;

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

Error unwritable(const std::string& path) {
    return unavailable("file.unwritable", {path}).because(std::strerror(errno));
}

/// The folder of a file to be, with a durable name.
Result<void> make_folder_of(const std::string& path) {
    const auto folder = folder_of(path);
    if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder_of(folder)) ? Result<void>() : unwritable(path);
    return errno == EEXIST ? Result<void>() : unwritable(folder);
}

/// Puts a file in the place of another, durably.
Result<void> put_in_place(const std::string& from, const std::string& to) {
    const bool put = std::rename(from.c_str(), to.c_str()) == 0 && sync_folder(folder_of(to));
    return put ? Result<void>() : unwritable(to);
}

/// Calls `use` for the pieces up to content offset `size`. Errors: corrupt `object.damaged` when they end elsewhere.
template <class Use>
Result<void> each_piece(SealedFile& file, std::string_view name, std::uint64_t size, Use use) {
    QY_CHECK(file.go_to(0));
    while (file.offset() < size) {
        QY_TRY(piece, file.next_piece());
        if (!piece || file.offset() > size) return corrupt("object.damaged", {std::string(name)});
        QY_CHECK(use(ByteView(*piece)));
    }
    return {};
}

/// An object's file: the one that its end says it is.
struct OpenedObject {
    SealedFile file;
    crypto::ObjectCipher::End end;
};
Result<OpenedObject> open_object(const std::string& path, std::string_view name, const crypto::Keyring& keys) {
    QY_TRY(file, SealedFile::open(path, keys, Access::read));
    QY_TRY(end, file.end());
    if (to_hex(end.digest) != name) return corrupt("object.damaged", {std::string(name)});
    return OpenedObject{std::move(file), end};
}

}  // namespace

Result<void> ObjectFolder::write_part(std::string_view part, std::uint64_t offset, ByteView bytes) const {
    const auto path = part_path(part);
    const bool begins = offset == 0;
    if (begins) QY_CHECK(make_folder_of(path));
    QY_TRY(file, begins ? SealedFile::create(path, keys_, random_) : SealedFile::open(path, keys_, Access::change));
    QY_CHECK(file.go_to(offset));
    auto written = file.write(bytes, random_);
    if (written.ok()) written = file.sync();
    if (written.ok() && begins && !sync_folder(folder_of(path))) written = unwritable(path);
    if (written.ok()) return {};
    // What could not be synchronised must not be found by a later write that can.
    if (file.go_to(offset).ok()) (void)file.cut();
    return written;
}

Result<Bytes> ObjectFolder::read_part(std::string_view part, std::uint64_t size) const {
    QY_TRY(file, SealedFile::open(part_path(part), keys_, Access::read));
    Bytes whole;
    whole.reserve(size);
    QY_CHECK(each_piece(file, part, size, [&](ByteView piece) -> Result<void> {
        whole.insert(whole.end(), piece.begin(), piece.end());
        return {};
    }));
    return whole;
}

Result<std::string> ObjectFolder::seal_part(std::string_view part, std::uint64_t size) const {
    QY_TRY(file, SealedFile::open(part_path(part), keys_, Access::change));
    crypto::Sm3 hash;
    QY_CHECK(each_piece(file, part, size, [&](ByteView piece) -> Result<void> {
        hash.update(piece);
        return {};
    }));
    const auto digest = hash.finish();
    QY_CHECK(file.write_end(digest));
    QY_CHECK(file.sync());
    return to_hex(digest);
}

Result<int> ObjectFolder::epoch_of_part(std::string_view part) const {
    QY_TRY(file, SealedFile::open(part_path(part), keys_, Access::read));
    return file.epoch();
}

Result<void> ObjectFolder::keep_part(std::string_view part, std::string_view name) const {
    const auto from = part_path(part);
    const auto to = object_path(name);
    QY_CHECK(make_folder_of(to));
    QY_CHECK(put_in_place(from, to));
    return sync_folder(folder_of(from)) ? Result<void>() : unwritable(from);
}

void ObjectFolder::remove_part(std::string_view part) const {
    ::unlink(part_path(part).c_str());
}

std::string ObjectFolder::passing_part() const {
    return std::string(kPassing) + to_hex(random_.bytes(kPassingBytes));
}

void ObjectFolder::remove_passing() const {
    std::error_code none;  // a folder that is not there holds nothing
    for (const auto& one : std::filesystem::directory_iterator(path_ + "/parts", none)) {
        const auto name = one.path().filename().string();
        if (name.starts_with(kPassing) || name.ends_with(kAnew)) ::unlink(one.path().c_str());
    }
}

Result<void> ObjectFolder::read(std::string_view name, const std::function<Result<void>(ByteView)>& use) const {
    QY_TRY(object, open_object(object_path(name), name, keys_));
    return each_piece(object.file, name, object.end.size, use);
}

Result<Bytes> ObjectFolder::read_whole(std::string_view name, std::uint64_t bytes_max) const {
    QY_TRY(object, open_object(object_path(name), name, keys_));
    if (object.end.size > bytes_max) return too_large("file.too_large", {std::to_string(bytes_max >> 20U)});
    Bytes whole;
    whole.reserve(object.end.size);
    QY_CHECK(each_piece(object.file, name, object.end.size, [&](ByteView piece) -> Result<void> {
        whole.insert(whole.end(), piece.begin(), piece.end());
        return {};
    }));
    return whole;
}

Result<int> ObjectFolder::epoch_of(std::string_view name) const {
    QY_TRY(object, open_object(object_path(name), name, keys_));
    return object.file.epoch();
}

Result<void> ObjectFolder::renew(std::string_view name) const {
    const auto path = object_path(name);
    const auto fresh = part_path(std::string(name) + std::string(kAnew));
    QY_TRY(object, open_object(path, name, keys_));
    QY_CHECK(make_folder_of(fresh));
    QY_TRY(anew, SealedFile::create(fresh, keys_, random_));
    crypto::Sm3 hash;
    auto written = each_piece(object.file, name, object.end.size, [&](ByteView piece) {
        hash.update(piece);
        return anew.write(piece, random_);
    });
    if (written.ok() && hash.finish() != object.end.digest) written = corrupt("object.damaged", {std::string(name)});
    if (written.ok()) written = anew.write_end(object.end.digest);
    if (written.ok()) written = anew.sync();
    if (written.ok()) written = put_in_place(fresh, path);
    if (!written.ok()) ::unlink(fresh.c_str());
    return written;
}

Result<void> ObjectFolder::remove(std::string_view name) const {
    const auto path = object_path(name);
    if (::unlink(path.c_str()) != 0) return errno == ENOENT ? Result<void>() : unwritable(path);
    return sync_folder(folder_of(path)) ? Result<void>() : unwritable(path);
}

}  // namespace qy::storage
