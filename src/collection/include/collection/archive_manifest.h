#pragma once
// What an archive says of itself: which parts it has, and the SM3 of each. The format is that of docs/ARCHIVE.md.
// (clause 7.2.1) Pure functions: safe from any thread.
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
    std::string kind;          ///< the table whose rows it has, "rows" (kArchiveRows), or kArchiveFile
    std::int64_t records = 0;  ///< lines, rows, or 1
    std::uint64_t bytes = 0;   ///< unpacked
    std::string sm3;           ///< of them: 64 lowercase hex digits
    std::string file;          ///< its name in the archive; empty: that of its kind's lines
    [[nodiscard]] std::string name() const { return file.empty() ? kind + ".jsonl" : file; }
};

struct ArchiveManifest {
    model::PartyId party;   ///< none: of everything
    bool personal = false;  ///< whether protected values stand in it
    std::vector<ArchivePart> parts;
};

/// {"format":"qiongyuan-archive","parts":[{"bytes":"3","file","kind","records","sm3"}],"party","personal","version"} as
/// canonical JSON (RFC 8785) and a line end; lengths and ids are texts, `party` of an archive of everything null.
[[nodiscard]] std::string to_text(const ArchiveManifest& manifest);
/// What such a text says; whether it is true is for whoever reads the parts. A length that is no number is 0. Errors:
/// invalid `archive.not_ours`: no JSON of this form, an unknown member, more than limits::archive_parts_max parts;
/// `archive.version` {version}.
Result<ArchiveManifest> manifest_from(std::string_view text);

}  // namespace qy::collection
