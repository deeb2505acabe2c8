#pragma once
// The ZIP container of a workbook, read from memory.
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/result.h"
#include "xml_stream.h"

struct zip;

namespace qy::collection {

/// The parts of a package. The bytes must outlive it, and it its streams.
class ZipPackage {
 public:
    /// Errors: invalid `file.damaged` (no ZIP, cut off), too_large `sheet.too_many_parts` {limit}.
    static Result<ZipPackage> open(ByteView bytes, std::uint64_t part_bytes_max = limits::sheet_part_bytes_max);

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
