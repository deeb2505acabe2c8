#pragma once
// Who may do what is changed by two persons: one security administrator proposes, another one decides. That holds for
// the roles of a user, for what a role gives, and for the rules of which roles may change a field. (clauses 4.2, 6.2.1,
// 9.4.2; GB/T 22239 8.1.4.2 d) The operator's commands act at once: accounts.h.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/account.h"
#include "model/change_rule.h"
#include "model/network_rule.h"
#include "model/role.h"

namespace qy::business {

struct ProposalView {
    model::AccessProposal proposal;
    std::string user;  ///< of a grant
    std::string proposer;
    std::string decider;  ///< empty while it waits
};

/// An approved proposal, and the roles that the user of a grant has now.
struct Approved {
    model::AccessProposal proposal;
    std::vector<model::Role> roles;
};

/// Safe from any thread. Every change is audited in its own transaction, with what was there and what replaced it, and
/// counts at once for sessions and tokens that are in use.
class RoleDesk {
 public:
    explicit RoleDesk(const Services& services) : services_(services) {}

    /// Errors: not_found `user.not_found`; denied `role.own`; conflict `role.has`, `role.has_not`, `role.waiting`;
    /// invalid `user.role_unknown`, `user.roles_combined` (with the user's roles, and with what waits for it).
    Result<model::AccessProposalId> propose(std::string_view user, const model::Role& role, bool removal,
                                            const model::Actor& actor);
    /// A new role, or other content for one; `wanted.version` is the version it is based on, 0 for a new one. Errors:
    /// those of check_role (role_change.h); denied `role.own` (the actor holds it); conflict `role.waiting`.
    Result<model::AccessProposalId> propose_role(const model::RoleDefinition& wanted, const model::Actor& actor);
    /// Likewise a rule; `removal`: everybody may change the field again. Errors: those of check_rule; not_found
    /// `change_rule.unknown`; conflict `role.waiting`.
    Result<model::AccessProposalId> propose_rule(const model::ChangeRule& wanted, bool removal,
                                                 const model::Actor& actor);
    /// Likewise from where a class of functions may be called. REQUIRES: addresses and networks that can be read.
    /// Errors: those of check_network; conflict `role.waiting`.
    Result<model::AccessProposalId> propose_network(const model::NetworkLevelRule& wanted, const model::Actor& actor);
    /// Effective at once; the sessions of a grant's user end. Errors: not_found `role.not_found`; denied
    /// `role.same_person`, `role.own`; conflict `role.decided`; corrupt `access.damaged`; and whatever would refuse the
    /// proposal if it were made now.
    Result<Approved> approve(model::AccessProposalId id, const model::Actor& actor);
    /// By another person rejected, by the proposer withdrawn. Errors: not_found `role.not_found`; conflict
    /// `role.decided`.
    Result<model::ProposalState> reject(model::AccessProposalId id, const model::Actor& actor);
    /// By id, after `after`. REQUIRES: limit ≥ 1.
    Result<std::vector<ProposalView>> list(model::ProposalState state, model::AccessProposalId after,
                                           std::int64_t limit);

    /// The operator's, at once: a built-in role as it was shipped, also when its row is missing or damaged. Errors:
    /// not_found `role.unknown` {role}; invalid `role.would_combine`.
    Result<void> restore(const model::Role& role, const model::Actor& actor);
    /// The operator's, at once: a class of functions without a rule of networks, but for the settings. Errors:
    /// not_found `network_rule.unknown` {level}.
    Result<void> clear_network(std::string_view level, const model::Actor& actor);

 private:
    const Services services_;
};

}  // namespace qy::business
