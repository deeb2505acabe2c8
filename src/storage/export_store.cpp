#include "storage/export_store.h"

#include <limits>

#include "reach.h"
#include "stored.h"

namespace qy::storage::exports {
namespace {

#define QY_APPROVAL_COLUMNS                                                                                 \
    "export_approval_id, function, party_id, object, reason, state, proposer_id, proposed_at, decider_id, " \
    "decided_at, expires_at "

constexpr Statement kInsert{
    "export_approval.insert",
    "INSERT INTO export_approval (export_approval_id, function, party_id, object, reason, state, proposer_id, "
    "proposed_at) VALUES ($approval, $function, $party, $object, $reason, $state, $proposer, $proposed_at)"};
constexpr Statement kFind{
    "export_approval.find",
    "SELECT " QY_APPROVAL_COLUMNS
    "FROM export_approval WHERE export_approval_id = $approval AND " QY_REACHED_OWN("export_approval.party_id")};
constexpr Statement kOfParty{"export_approval.of_party",
                             "SELECT " QY_APPROVAL_COLUMNS
                             "FROM export_approval WHERE party_id = $party AND export_approval_id < $before ORDER BY "
                             "export_approval_id DESC LIMIT $limit"};
constexpr Statement kMoveOn{
    "export_approval.move_on",
    "UPDATE export_approval SET state = $state, decider_id = $decider, decided_at = $decided_at, expires_at = "
    "$expires_at WHERE export_approval_id = $approval AND state = $from"};

Result<model::ExportApproval> approval_of(const Row& row) {
    const auto state = model::parse_export_state(row.text(5));
    if (!state) return unknown_word("export_approval.state", row.text(5));
    model::ExportApproval approval;
    approval.id = row.id<model::ExportApprovalId>(0);
    approval.function = row.text(1);
    approval.party = row.id<model::PartyId>(2);
    approval.object = row.text(3);
    approval.reason = row.text(4);
    approval.state = *state;
    approval.proposer = row.id<model::UserId>(6);
    approval.proposed_at = row.time(7);
    approval.decider = row.id<model::UserId>(8);
    approval.decided_at = row.optional_time(9);
    approval.expires_at = row.optional_time(10);
    return approval;
}

}  // namespace

Result<void> insert(Writer& writer, const model::ExportApproval& approval) {
    return insert_row(writer, kInsert,
                      {{"approval", approval.id},
                       {"function", approval.function},
                       {"party", approval.party},
                       {"object", approval.object},
                       {"reason", approval.reason},
                       {"state", model::to_string(approval.state)},
                       {"proposer", approval.proposer},
                       {"proposed_at", approval.proposed_at}});
}

Result<std::optional<model::ExportApproval>> find(Reader& reader, const model::Reach& reach,
                                                  model::ExportApprovalId id) {
    return first_of(reader, kFind, {{"approval", id}, QY_REACH_OWN_BINDS(reach)}, approval_of);
}

Result<std::vector<model::ExportApproval>> of_party(Reader& reader, model::PartyId party,
                                                    model::ExportApprovalId before, std::int64_t limit) {
    const auto end = before.is_none() ? std::numeric_limits<std::int64_t>::max() : before.number();
    return all_of(reader, kOfParty, {{"party", party}, {"before", end}, {"limit", limit}}, approval_of);
}

Result<void> move_on(Writer& writer, const model::ExportApproval& approval, model::ExportState from) {
    return update_row(writer, kMoveOn,
                      {{"approval", approval.id},
                       {"state", model::to_string(approval.state)},
                       {"decider", approval.decider},
                       {"decided_at", approval.decided_at},
                       {"expires_at", approval.expires_at},
                       {"from", model::to_string(from)}});
}

}  // namespace qy::storage::exports
