#include "storage/policy_store.h"

#include "stored.h"

namespace qy::storage::policies {
namespace {

constexpr Statement kInsert{"policy.insert",
                            "INSERT INTO policy (policy_id, party_id, channel, kind, decision) VALUES ($policy, "
                            "$party, $channel, $kind, $decision)"};
constexpr Statement kRemove{"policy.remove", "DELETE FROM policy WHERE policy_id = $policy"};
constexpr Statement kAll{"policy.all",
                         "SELECT policy_id, party_id, channel, kind, decision FROM policy ORDER BY policy_id"};
constexpr Statement kDecision{
    "policy.decision",
    "SELECT decision FROM policy WHERE (party_id IS NULL OR party_id = $party) AND (channel = '' OR channel = "
    "$channel) AND (kind = '' OR kind = $kind) ORDER BY policy_id LIMIT 1"};

Result<Decision> decision_from(std::string_view text) {
    if (text == "auto") return Decision::automatic;
    if (text == "review") return Decision::review;
    return unknown_word("policy.decision", text);
}

std::optional<model::Channel> channel_from(std::string_view text) {
    using enum model::Channel;
    for (const auto channel : {web, api, operator_command, demo}) {
        if (text == to_string(channel)) return channel;
    }
    return std::nullopt;
}

Result<Policy> policy_of(const Row& row) {
    Policy policy{row.id<model::PolicyId>(0), row.id<model::PartyId>(1), channel_from(row.text(2)),
                  model::parse_change_kind(row.text(3)), Decision::review};
    if (!policy.channel && !row.text(2).empty()) return unknown_word("policy.channel", row.text(2));
    if (!policy.kind && !row.text(3).empty()) return unknown_word("policy.kind", row.text(3));
    QY_TRY(decision, decision_from(row.text(4)));
    policy.decision = decision;
    return policy;
}

}  // namespace

Result<void> insert(Writer& writer, const Policy& policy) {
    return insert_row(writer, kInsert,
                      {{"policy", policy.id},
                       {"party", policy.party},
                       {"channel", policy.channel ? to_string(*policy.channel) : ""},
                       {"kind", policy.kind ? to_string(*policy.kind) : ""},
                       {"decision", policy.decision == Decision::automatic ? "auto" : "review"}});
}

Result<bool> remove(Writer& writer, model::PolicyId id) {
    QY_TRY(rows, writer.run(kRemove, {{"policy", id}}));
    return rows > 0;
}

Result<std::vector<Policy>> all(Reader& reader) {
    return all_of(reader, kAll, {}, policy_of);
}

Result<std::optional<Decision>> decision(Reader& reader, model::PartyId party, model::Channel channel,
                                         model::ChangeKind kind) {
    return first_of(reader, kDecision, {{"party", party}, {"channel", to_string(channel)}, {"kind", to_string(kind)}},
                    [](const Row& row) { return decision_from(row.text(0)); });
}

}  // namespace qy::storage::policies
