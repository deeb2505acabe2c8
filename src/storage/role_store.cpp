#include "storage/role_store.h"

#include "stored.h"

namespace qy::storage::roles {
namespace {

#define QY_PROPOSAL_COLUMNS \
    "role_proposal_id, user_id, role, removal, state, proposer_id, proposed_at, decider_id, decided_at "

constexpr Statement kInsert{
    "role_proposal.insert",
    "INSERT INTO role_proposal (role_proposal_id, user_id, role, removal, state, proposer_id, proposed_at) VALUES "
    "($proposal, $user, $role, $removal, $state, $proposer, $proposed_at)"};
constexpr Statement kFind{"role_proposal.find",
                          "SELECT " QY_PROPOSAL_COLUMNS "FROM role_proposal WHERE role_proposal_id = $proposal"};
constexpr Statement kList{"role_proposal.list",
                          "SELECT " QY_PROPOSAL_COLUMNS
                          "FROM role_proposal WHERE state = $state AND role_proposal_id > $after ORDER BY "
                          "role_proposal_id LIMIT $limit"};
constexpr Statement kWaiting{"role_proposal.waiting",
                             "SELECT " QY_PROPOSAL_COLUMNS
                             "FROM role_proposal WHERE user_id = $user AND state = 'proposed' ORDER BY "
                             "role_proposal_id"};
constexpr Statement kDecide{"role_proposal.decide",
                            "UPDATE role_proposal SET state = $state, decider_id = $decider, decided_at = $now WHERE "
                            "role_proposal_id = $proposal AND state = 'proposed'"};

Result<model::RoleProposal> proposal_of(const Row& row) {
    const auto role = model::parse_role(row.text(2));
    const auto state = model::parse_proposal_state(row.text(4));
    if (!role) return unknown_word("role_proposal.role", row.text(2));
    if (!state) return unknown_word("role_proposal.state", row.text(4));
    model::RoleProposal proposal;
    proposal.id = row.id<model::RoleProposalId>(0);
    proposal.user = row.id<model::UserId>(1);
    proposal.role = *role;
    proposal.removal = row.flag(3);
    proposal.state = *state;
    proposal.proposer = row.id<model::UserId>(5);
    proposal.proposed_at = row.time(6);
    proposal.decider = row.id<model::UserId>(7);
    proposal.decided_at = row.optional_time(8);
    return proposal;
}

}  // namespace

Result<void> insert(Writer& writer, const model::RoleProposal& proposal) {
    return insert_row(writer, kInsert,
                      {{"proposal", proposal.id},
                       {"user", proposal.user},
                       {"role", model::to_string(proposal.role)},
                       {"removal", proposal.removal},
                       {"state", model::to_string(proposal.state)},
                       {"proposer", proposal.proposer},
                       {"proposed_at", proposal.proposed_at}});
}

Result<std::optional<model::RoleProposal>> find(Reader& reader, model::RoleProposalId id) {
    return first_of(reader, kFind, {{"proposal", id}}, proposal_of);
}

Result<std::vector<model::RoleProposal>> list(Reader& reader, model::ProposalState state, model::RoleProposalId after,
                                              std::int64_t limit) {
    return all_of(reader, kList, {{"state", model::to_string(state)}, {"after", after.number()}, {"limit", limit}},
                  proposal_of);
}

Result<std::vector<model::RoleProposal>> waiting(Reader& reader, model::UserId user) {
    return all_of(reader, kWaiting, {{"user", user}}, proposal_of);
}

Result<void> decide(Writer& writer, model::RoleProposalId id, model::ProposalState state, model::UserId decider,
                    Time now) {
    return update_row(writer, kDecide,
                      {{"proposal", id}, {"state", model::to_string(state)}, {"decider", decider}, {"now", now}});
}

}  // namespace qy::storage::roles
