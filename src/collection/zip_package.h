#pragma once
// A ZIP container, read from memory: of a workbook, or of a table with its attachments.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/result.h"
#include "xml_stream.h"

struct zip;

namespace qy::collection {

/// What the directory says of one entry; how much comes out of it may be a lie.
struct ZipEntry {
    std::size_t index = 0;
    std::string name;  ///< the bytes as they stand there, in whatever encoding
    std::uint64_t bytes = 0;
    bool encrypted = false;
    bool link = false;  ///< a symbolic link, or another special file
};

/// The parts of a package. The bytes must outlive it, and it its streams.
class ZipPackage {
 public:
    /// Errors: invalid `file.damaged` (no ZIP, cut off), too_large `sheet.too_many_parts` {limit}.
    static Result<ZipPackage> open(ByteView bytes, std::uint64_t part_bytes_max = limits::sheet_part_bytes_max);

    [[nodiscard]] std::vector<ZipEntry> entries() const;
    /// The whole of an entry, whose checksum is checked. Errors: invalid `file.damaged`, also when more comes out than
    /// the directory says. REQUIRES: the caller has looked at `entry.bytes`.
    [[nodiscard]] Result<Bytes> read(const ZipEntry& entry) const;

    [[nodiscard]] bool has(std::string_view part) const;
    /// The text of a part as a stream; its checksum is checked at its end. Errors: invalid `file.damaged` (no such
    /// part), `file.password`; later, from the stream: invalid `file.damaged`, too_large `sheet.too_large` {MiB}.
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> open_part(std::string_view part) const;

 private:
    struct Close {
        void operator()(zip* archive) const;
    };
    ZipPackage(std::unique_ptr<zip, Close> archive, std::uint64_t part_bytes_max)
        : archive_(std::move(archive)), part_bytes_max_(part_bytes_max) {}
    std::unique_ptr<zip, Close> archive_;
    std::uint64_t part_bytes_max_;
};

}  // namespace qy::collection
