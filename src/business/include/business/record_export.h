#pragma once
// Records as tables: what a party recorded, its production record and its ledger of purchases and sales, as XLSX, CSV,
// JSON, XML or a page to print. docs/DOCUMENTS.md says where the columns come from. (clauses 5.5, 7.2.1)
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"
#include "business/table_file.h"
#include "model/actor.h"
#include "model/export_approval.h"
#include "model/ids.h"

namespace qy::business {

/// events: one row each, with the columns of an import; production_record and ledger: documents that the law asks for.
enum class RecordKind : std::uint8_t { events, production_record, ledger };
[[nodiscard]] std::optional<RecordKind> parse_record_kind(std::string_view text);
[[nodiscard]] std::string_view to_string(RecordKind kind);

struct RecordOrder {
    RecordKind kind = RecordKind::events;
    TableFormat format = TableFormat::xlsx;
    model::PartyId party;
    std::string from;   ///< first day, "2026-03-01"
    std::string until;  ///< last day
    model::LotId lot;   ///< none: of every lot
    Language language = Language::zh;
    model::ExportApprovalId approval;  ///< a second person agreed to personal values (export_desk.h)
};

/// Writes what the party recorded to `path`, oldest first; sixteen bytes of memory an event beside one page. Personal
/// values are masked or left out, as in an export of events. Audited. A CSV cell that a program could take for a
/// formula has an apostrophe in front. Errors: denied `permission.denied` (of another party that
/// the actor knows of); not_found `party.not_found` {party}; invalid `time.malformed`,
/// `document.period`; too_large `document.too_large` {limit}; unavailable `file.unwritable` {path}; those of
/// use_export_approval and of storage. Returns how many rows.
Result<std::int64_t> write_records(const Services& services, const model::Actor& actor, const RecordOrder& order,
                                   const std::filesystem::path& path);

}  // namespace qy::business
