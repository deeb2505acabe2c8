#pragma once
// One file of sealed pieces, open. (storage/object_folder.h)
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/object_cipher.h"

namespace qy::storage {

/// Errors of all: unavailable `file.unwritable` {path}, `file.unreadable` {path}; corrupt `object.damaged` {path};
/// not_found `keyring.no_key`. Belongs to one thread.
class SealedFile {
 public:
    /// An empty one, in place of what has that path. Its name is not durable yet.
    static Result<SealedFile> create(const std::string& path, const crypto::Keyring& keys, Random& random);
    /// Errors: not_found `object.missing` {path}.
    enum class Access : std::uint8_t { read, change };
    static Result<SealedFile> open(const std::string& path, const crypto::Keyring& keys, Access access);
    SealedFile(SealedFile&& other) noexcept;
    SealedFile& operator=(SealedFile&&) = delete;
    ~SealedFile();

    [[nodiscard]] int epoch() const { return cipher_->epoch(); }

    /// Goes to content offset `offset` without looking at what is before. Errors: conflict `object.offset`.
    Result<void> go_to(std::uint64_t offset);
    /// Seals `bytes` at the place where it stands, and cuts off what is behind.
    Result<void> write(ByteView bytes, Random& random);
    /// Writes the end at the place where it stands, and cuts off what is behind.
    Result<void> write_end(const crypto::Digest& digest);
    Result<void> sync();
    /// Cuts off everything behind the place where it stands.
    bool cut();

    /// Opens the piece at the place where it stands and goes behind it; nullopt when the end, or nothing, is there.
    Result<std::optional<Bytes>> next_piece();
    /// What the end says, wherever it stands now.
    Result<crypto::ObjectCipher::End> end() const;

    [[nodiscard]] std::uint64_t offset() const { return offset_; }

 private:
    SealedFile(std::string path, int number) : path_(std::move(path)), number_(number) {}
    Result<Bytes> read_at(std::uint64_t position, std::size_t size) const;
    Result<void> write_at(std::uint64_t position, ByteView bytes);
    Result<std::size_t> rest_here() const;
    [[nodiscard]] Error damaged() const { return corrupt("object.damaged", {path_.substr(path_.rfind('/') + 1)}); }

    std::string path_;
    int number_;
    std::optional<crypto::ObjectCipher> cipher_;
    std::uint64_t offset_ = 0;    ///< in the content
    std::uint64_t position_ = 0;  ///< in the file
};

/// Makes the name of what was made, renamed or removed in a folder durable.
[[nodiscard]] bool sync_folder(const std::string& path);

}  // namespace qy::storage
