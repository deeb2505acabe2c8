#include "storage/proposal_store.h"

#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::proposals {
namespace {

constexpr std::string_view kTable = "access_proposal";

#define QY_PROPOSAL_COLUMNS                                                                                       \
    "access_proposal_id, kind, user_id, subject, removal, content, state, proposer_id, proposed_at, decider_id, " \
    "decided_at, row_mac "

constexpr Statement kInsert{
    "access_proposal.insert",
    "INSERT INTO access_proposal (access_proposal_id, kind, user_id, subject, removal, content, state, proposer_id, "
    "proposed_at, row_mac) VALUES ($proposal, $kind, $user, $subject, $removal, $content, $state, $proposer, "
    "$proposed_at, $mac)"};
constexpr Statement kFind{"access_proposal.find",
                          "SELECT " QY_PROPOSAL_COLUMNS "FROM access_proposal WHERE access_proposal_id = $proposal"};
constexpr Statement kList{"access_proposal.list",
                          "SELECT " QY_PROPOSAL_COLUMNS
                          "FROM access_proposal WHERE state = $state AND access_proposal_id > $after ORDER BY "
                          "access_proposal_id LIMIT $limit"};
constexpr Statement kWaiting{"access_proposal.waiting",
                             "SELECT " QY_PROPOSAL_COLUMNS
                             "FROM access_proposal WHERE user_id = $user AND state = 'proposed' ORDER BY "
                             "access_proposal_id"};
constexpr Statement kWaitingAbout{"access_proposal.waiting_about",
                                  "SELECT " QY_PROPOSAL_COLUMNS
                                  "FROM access_proposal WHERE state = 'proposed' AND kind = $kind AND subject = "
                                  "$subject ORDER BY access_proposal_id"};
constexpr Statement kDecide{"access_proposal.decide",
                            "UPDATE access_proposal SET state = $state, decider_id = $decider, decided_at = $now WHERE "
                            "access_proposal_id = $proposal AND state = 'proposed'"};

std::string flag_text(bool flag) {
    return flag ? "1" : "0";
}

Result<std::string> mac_of(const Vault& vault, const model::AccessProposal& one) {
    return vault.vouch(kTable, {one.id.to_string(), to_string(one.kind), one.user.to_string(), one.subject,
                                flag_text(one.removal), one.content, one.proposer.to_string()});
}

bool is_vouched(const Vault& vault, const model::AccessProposal& one, std::string_view mac) {
    return vault.vouches(kTable,
                         {one.id.to_string(), to_string(one.kind), one.user.to_string(), one.subject,
                          flag_text(one.removal), one.content, one.proposer.to_string()},
                         mac);
}

Result<model::AccessProposal> proposal_of(const Vault& vault, const Row& row) {
    const auto kind = model::parse_proposal_kind(row.text(1));
    const auto state = model::parse_proposal_state(row.text(6));
    if (!kind) return unknown_word("access_proposal.kind", row.text(1));
    if (!state) return unknown_word("access_proposal.state", row.text(6));
    model::AccessProposal proposal;
    proposal.id = row.id<model::AccessProposalId>(0);
    proposal.kind = *kind;
    proposal.user = row.id<model::UserId>(2);
    proposal.subject = row.text(3);
    proposal.removal = row.flag(4);
    proposal.content = row.text(5);
    proposal.state = *state;
    proposal.proposer = row.id<model::UserId>(7);
    proposal.proposed_at = row.time(8);
    proposal.decider = row.id<model::UserId>(9);
    proposal.decided_at = row.optional_time(10);
    proposal.damaged = !is_vouched(vault, proposal, row.text(11));
    return proposal;
}

auto proposal_with(Reader& reader) {
    return [&vault = reader.vault()](const Row& row) { return proposal_of(vault, row); };
}

}  // namespace

Result<void> insert(Writer& writer, const model::AccessProposal& proposal) {
    QY_TRY(mac, mac_of(writer.vault(), proposal));
    return insert_row(writer, kInsert,
                      {{"proposal", proposal.id},
                       {"kind", to_string(proposal.kind)},
                       {"user", proposal.user},
                       {"subject", proposal.subject},
                       {"removal", proposal.removal},
                       {"content", proposal.content},
                       {"state", to_string(proposal.state)},
                       {"proposer", proposal.proposer},
                       {"proposed_at", proposal.proposed_at},
                       {"mac", mac}});
}

Result<std::optional<model::AccessProposal>> find(Reader& reader, model::AccessProposalId id) {
    return first_of(reader, kFind, {{"proposal", id}}, proposal_with(reader));
}

Result<std::vector<model::AccessProposal>> list(Reader& reader, model::ProposalState state,
                                                model::AccessProposalId after, std::int64_t limit) {
    return all_of(reader, kList, {{"state", to_string(state)}, {"after", after.number()}, {"limit", limit}},
                  proposal_with(reader));
}

Result<std::vector<model::AccessProposal>> waiting(Reader& reader, model::UserId user) {
    return all_of(reader, kWaiting, {{"user", user}}, proposal_with(reader));
}

Result<std::vector<model::AccessProposal>> waiting(Reader& reader, model::ProposalKind kind, std::string_view subject) {
    return all_of(reader, kWaitingAbout, {{"kind", to_string(kind)}, {"subject", subject}}, proposal_with(reader));
}

Result<void> decide(Writer& writer, model::AccessProposalId id, model::ProposalState state, model::UserId decider,
                    Time now) {
    return update_row(writer, kDecide,
                      {{"proposal", id}, {"state", to_string(state)}, {"decider", decider}, {"now", now}});
}

}  // namespace qy::storage::proposals
