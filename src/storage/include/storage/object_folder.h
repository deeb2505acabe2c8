#pragma once
// Files that are kept by their SM3 in DATA/objects: written whole or not at all, for the owner alone (0600).
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace qy::storage {

/// A file's bytes, mapped: pages of it come and go as they are read.
class MappedFile {
 public:
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();
    [[nodiscard]] ByteView bytes() const { return {data_, size_}; }

 private:
    friend class ObjectFolder;
    MappedFile(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    const std::uint8_t* data_;
    std::size_t size_;
};

/// Errors of all: unavailable `file.unwritable` {path}, `file.unreadable` {path}. Safe from any thread for different
/// parts and objects.
class ObjectFolder {
 public:
    explicit ObjectFolder(std::string path) : path_(std::move(path)) {}

    /// Writes `bytes` at `offset` of a part; what stood behind is cut off. Durable when it returns.
    Result<void> write_part(std::string_view part, std::uint64_t offset, ByteView bytes) const;
    /// The name that a part would have as an object: SM3 in hex.
    Result<std::string> name_of_part(std::string_view part) const;
    Result<MappedFile> map_part(std::string_view part) const;
    /// Makes an object of a part. REQUIRES: `name` is the part's.
    Result<void> keep_part(std::string_view part, std::string_view name) const;
    void remove_part(std::string_view part) const;

    /// Errors: not_found `object.missing` {name}.
    Result<MappedFile> map(std::string_view name) const;
    void remove(std::string_view name) const;

 private:
    static Result<MappedFile> map_file(const std::string& path, std::string_view name);
    [[nodiscard]] std::string part_path(std::string_view part) const { return path_ + "/parts/" + std::string(part); }
    [[nodiscard]] std::string object_path(std::string_view name) const {
        return path_ + "/" + std::string(name.substr(0, 2)) + "/" + std::string(name);
    }
    std::string path_;
};

}  // namespace qy::storage
