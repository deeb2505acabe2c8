#pragma once
// What one security administrator proposes and another decides about. (clause 9.4.2) Errors of all: those of the port;
// corrupt `storage.corrupt` for a stored word that is unknown; not_found `keyring.no_key`.
#include <optional>
#include <string_view>
#include <vector>

#include "model/account.h"
#include "storage/store.h"

namespace qy::storage::proposals {

Result<void> insert(Writer& writer, const model::AccessProposal& proposal);
Result<std::optional<model::AccessProposal>> find(Reader& reader, model::AccessProposalId id);
/// By id, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::AccessProposal>> list(Reader& reader, model::ProposalState state,
                                                model::AccessProposalId after, std::int64_t limit);
/// The grants of one user that still wait.
Result<std::vector<model::AccessProposal>> waiting(Reader& reader, model::UserId user);
/// Those that still wait, of any kind but grants, about this subject.
Result<std::vector<model::AccessProposal>> waiting(Reader& reader, model::ProposalKind kind, std::string_view subject);
/// Errors: conflict `storage.changed` when it waits no more.
Result<void> decide(Writer& writer, model::AccessProposalId id, model::ProposalState state, model::UserId decider,
                    Time now);

}  // namespace qy::storage::proposals
