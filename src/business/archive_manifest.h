#pragma once
// What an archive says of itself: which parts it has, and the SM3 of each.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/ids.h"

namespace qy::business {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::int64_t kArchiveVersion = 1;

struct ArchivePart {
    std::string kind;
    std::int64_t records = 0;
    std::uint64_t bytes = 0;
    std::string sm3;  ///< lowercase hex
    [[nodiscard]] std::string name() const { return kind + ".jsonl"; }
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

}  // namespace qy::business
