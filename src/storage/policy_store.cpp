#include "storage/policy_store.h"

#include <algorithm>
#include <iterator>

#include "stored.h"

namespace qy::storage::policies {
namespace {

struct DecisionWord {
    Decision decision;
    std::string_view word;
};
constexpr DecisionWord kDecisions[] = {
    {Decision::automatic, "auto"}, {Decision::review, "review"}, {Decision::sample, "sample"}};

#define QY_POLICY                                                                                               \
    "policy_id, party_id, channel, kind, decision, brand_id, category_id, review_share, reviewers, due_hours, " \
    "reason, "                                                                                                  \
    "made_by, made_at"

constexpr Statement kInsert{"policy.insert",
                            "INSERT INTO policy (" QY_POLICY
                            ") VALUES ($policy, $party, $channel, $kind, $decision, $brand, $category, "
                            "$review_share, $reviewers, $due_hours, $reason, $made_by, $made_at)"};
constexpr Statement kRemove{"policy.remove", "DELETE FROM policy WHERE policy_id = $policy"};
constexpr Statement kAll{
    "policy.all", "SELECT " QY_POLICY
                  " FROM policy ORDER BY CASE WHEN party_id IS NULL THEN 1 ELSE 0 END, CASE WHEN brand_id IS NULL "
                  "THEN 1 ELSE 0 END, CASE WHEN category_id IS NULL THEN 1 ELSE 0 END, policy_id"};

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
    const auto decision = parse_decision(row.text(4));
    if (!decision) return unknown_word("policy.decision", row.text(4));
    policy.decision = *decision;
    policy.brand = row.id<model::BrandId>(5);
    policy.category = row.id<model::CategoryId>(6);
    policy.review_share = row.integer(7);
    policy.reviewers = row.integer(8);
    policy.due_hours = row.integer(9);
    policy.reason = row.text(10);
    policy.made_by = row.text(11);
    policy.made_at = row.optional_time(12);
    return policy;
}

}  // namespace

std::string_view to_string(Decision decision) {
    const auto* const found = std::ranges::find(kDecisions, decision, &DecisionWord::decision);
    return found->word;
}

std::optional<Decision> parse_decision(std::string_view text) {
    const auto* const found = std::ranges::find(kDecisions, text, &DecisionWord::word);
    return found == std::end(kDecisions) ? std::nullopt : std::optional(found->decision);
}

Result<void> insert(Writer& writer, const Policy& policy) {
    return insert_row(writer, kInsert,
                      {{"policy", policy.id},
                       {"party", policy.party},
                       {"channel", policy.channel ? to_string(*policy.channel) : ""},
                       {"kind", policy.kind ? to_string(*policy.kind) : ""},
                       {"decision", to_string(policy.decision)},
                       {"brand", policy.brand},
                       {"category", policy.category},
                       {"review_share", policy.review_share},
                       {"reviewers", policy.reviewers},
                       {"due_hours", policy.due_hours},
                       {"reason", policy.reason},
                       {"made_by", policy.made_by},
                       {"made_at", policy.made_at}});
}

Result<bool> remove(Writer& writer, model::PolicyId id) {
    QY_TRY(rows, writer.run(kRemove, {{"policy", id}}));
    return rows > 0;
}

Result<std::vector<Policy>> all(Reader& reader) {
    return all_of(reader, kAll, {}, policy_of);
}

}  // namespace qy::storage::policies
