#pragma once
// What an archive says of itself: which parts it has, and the SM3 of each. (clause 7.2.1; docs/ARCHIVE.md)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/ids.h"

namespace qy::collection {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::int64_t kArchiveVersion = 1;
/// Of a party's archive: its products and records as rows of an import, and what photos and documents they name.
inline constexpr std::string_view kArchiveRows = "rows.json";
inline constexpr std::string_view kArchiveFile = "file";  ///< kind of each photo or document

struct ArchivePart {
    std::string kind;
    std::int64_t records = 0;
    std::uint64_t bytes = 0;
    std::string sm3;   ///< lowercase hex
    std::string file;  ///< its name in the archive; empty: that of its kind's lines
    [[nodiscard]] std::string name() const { return file.empty() ? kind + ".jsonl" : file; }
};

struct ArchiveManifest {
    model::PartyId party;  ///< none: of everything
    bool personal = false;
    std::vector<ArchivePart> parts;
};

/// Canonical JSON and a line end.
[[nodiscard]] std::string to_text(const ArchiveManifest& manifest);
/// Errors: invalid `archive.not_ours`, `archive.version` {version}.
Result<ArchiveManifest> manifest_from(std::string_view text);

}  // namespace qy::collection
