#pragma once
// Roles are granted by two persons: one security administrator proposes, another one decides. (clause 9.4.2; GB/T 22239
// 8.1.4.2 d) The operator's commands act at once: accounts.h.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/account.h"

namespace qy::business {

struct ProposalView {
    model::RoleProposal proposal;
    std::string user;
    std::string proposer;
    std::string decider;  ///< empty while it waits
};

/// Safe from any thread. Every change is audited in its own transaction.
class RoleDesk {
 public:
    explicit RoleDesk(const Services& services) : services_(services) {}

    /// Errors: not_found `user.not_found`; denied `role.own`; conflict `role.has`, `role.has_not`, `role.waiting`;
    /// invalid `user.roles_combined` (with the user's roles, and with what waits for it).
    Result<model::RoleProposalId> propose(std::string_view user, model::Role role, bool removal,
                                          const model::Actor& actor);
    /// Effective at once; the user's sessions end. Errors: not_found `role.not_found`; denied `role.same_person`,
    /// `role.own`; conflict `role.decided`; invalid `user.roles_combined`.
    Result<std::vector<model::Role>> approve(model::RoleProposalId id, const model::Actor& actor);
    /// By another person rejected, by the proposer withdrawn. Errors: not_found `role.not_found`; conflict
    /// `role.decided`.
    Result<model::ProposalState> reject(model::RoleProposalId id, const model::Actor& actor);
    /// By id, after `after`. REQUIRES: limit ≥ 1.
    Result<std::vector<ProposalView>> list(model::ProposalState state, model::RoleProposalId after, std::int64_t limit);

 private:
    const Services services_;
};

}  // namespace qy::business
