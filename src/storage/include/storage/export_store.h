#pragma once
// Approvals of files with personal data. Errors of all: those of the port; corrupt `storage.corrupt` for a stored word
// that is unknown.
#include <optional>
#include <vector>

#include "model/export_approval.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::exports {

Result<void> insert(Writer& writer, const model::ExportApproval& approval);
/// Nothing for one of a party that is not reached.
Result<std::optional<model::ExportApproval>> find(Reader& reader, const model::Reach& reach,
                                                  model::ExportApprovalId id);
/// Of one party, newest first, before `before` (none: from the newest). REQUIRES: limit ≥ 1.
Result<std::vector<model::ExportApproval>> of_party(Reader& reader, model::PartyId party,
                                                    model::ExportApprovalId before, std::int64_t limit);
/// Writes state, decider, decided_at and expires_at. Errors: conflict `storage.changed` when it is no longer in the
/// state `from`.
Result<void> move_on(Writer& writer, const model::ExportApproval& approval, model::ExportState from);

}  // namespace qy::storage::exports
