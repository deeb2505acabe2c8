#pragma once
// Many files in one: what Vite builds of web/NAME has names that nobody knows before, so one file of a fixed name
// holds them (written by web/pack.mjs). (clause 5.6)
#include <string_view>
#include <vector>

namespace qy::presentation {

/// Lives as long as the pack.
struct PackedFile {
    std::string_view name;
    std::string_view bytes;
    std::string_view gzip;  ///< the same, compressed; empty when that would not be smaller
};

/// A pack is lines of "NAME TAB BYTES TAB GZIP-BYTES", an empty line, then for each line its bytes and its compressed
/// bytes. REQUIRES: a whole pack: it is part of the program.
[[nodiscard]] std::vector<PackedFile> read_pack(std::string_view pack);

}  // namespace qy::presentation
