#pragma once
// Everything that is recorded, in one file that another installation can take in: docs/ARCHIVE.md.
// (clauses 7.2.1, 7.3.2)
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/export_approval.h"
#include "model/ids.h"

namespace qy::business {

class MediaDesk;

struct ArchiveOrder {
    model::PartyId party;   ///< none: everything, for the operator at the machine
    bool personal = false;  ///< with what is sealed, in the clear: for the operator at the machine, with a reason
    std::string reason;
    model::ExportApprovalId approval;  ///< of a party: a second person agreed to personal values (export_desk.h)
    bool files = true;                 ///< of a party, with personal values: photos and documents too
};

struct ArchiveReport {
    std::int64_t records = 0;
    std::vector<std::pair<std::string, std::int64_t>> counts;  ///< by kind, in their order
    std::string fingerprint;  ///< SM3 of the manifest, hex, which holds that of every part
    bool personal = false;
};

/// Writes the archive to `path`: one snapshot of the store, in memory that does not grow with it; the same content
/// gives the same bytes. That of a party can be imported like a file of rows (collection/bundle.h); `media` none:
/// without photos and documents. Audited, as contents leave. Errors: denied `permission.denied` (everything, or
/// another party's that the actor knows of, away from the machine); not_found `party.not_found` {party}; invalid
/// `archive.reason`; too_large `archive.files_too_large`, `document.too_large`; unavailable `file.unwritable` {path};
/// those of use_export_approval and of storage.
Result<ArchiveReport> write_archive(const Services& services, const model::Actor& actor, const ArchiveOrder& order,
                                    const std::filesystem::path& path, MediaDesk* media = nullptr);

/// Takes an archive of everything into an installation in which nothing was recorded yet: all or nothing. Everything is
/// checked before the first record is put in: parts, hashes, counts; what a line says is checked as it is put in, and a
/// fault leaves the store as it was. Audited. Errors: denied `permission.denied` (not at the machine); conflict
/// `archive.not_empty`; invalid `archive.damaged` {part}, `archive.not_ours`, `archive.version` {version},
/// `archive.of_party`, `archive.unknown_part` {name}, `archive.part_missing` {name}, `archive.hash` {part},
/// `archive.count` {part}, `archive.row` {kind, line, column}, `archive.record` {kind, line}; too_large
/// `archive.part_too_large`, `archive.line_too_long`; those of storage.
Result<ArchiveReport> read_archive(const Services& services, const model::Actor& actor,
                                   const std::filesystem::path& path);

}  // namespace qy::business
