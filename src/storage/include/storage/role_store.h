#pragma once
// Roles that one person proposes and another decides about. (clause 9.4.2) Errors of all: those of the port; corrupt
// `storage.corrupt` for a stored word that is unknown.
#include <optional>
#include <vector>

#include "model/account.h"
#include "storage/store.h"

namespace qy::storage::roles {

Result<void> insert(Writer& writer, const model::RoleProposal& proposal);
Result<std::optional<model::RoleProposal>> find(Reader& reader, model::RoleProposalId id);
/// By id, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::RoleProposal>> list(Reader& reader, model::ProposalState state, model::RoleProposalId after,
                                              std::int64_t limit);
/// Those of one user that still wait.
Result<std::vector<model::RoleProposal>> waiting(Reader& reader, model::UserId user);
/// Errors: conflict `storage.changed` when it waits no more.
Result<void> decide(Writer& writer, model::RoleProposalId id, model::ProposalState state, model::UserId decider,
                    Time now);

}  // namespace qy::storage::roles
