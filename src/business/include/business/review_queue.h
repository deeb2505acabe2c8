#pragma once
// What waits for review: queues by role, who looks at what, deadlines, and the policies that let submissions through.
// (clause 6.2.1; decision 23)
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/named.h"
#include "model/review_task.h"

namespace qy::business {

/// What is left open fits anything. A queue holds what the actor's permission `review` reaches.
struct QueueQuery {
    model::PartyId party;
    model::BrandId brand;
    std::string category;  ///< code
    std::optional<model::ChangeKind> kind;
    std::int64_t waits_hours = 0;  ///< at least that long
    bool free = false;             ///< not what others look at now
    bool mine = false;             ///< what the actor looks at now alone
    std::string cursor;
    std::int64_t limit = 50;
};

struct QueueItem {
    model::ReviewTask task;
    model::Named party;
    std::string category;  ///< code
    bool overdue = false;
    bool claimed = false;  ///< now
};

struct QueuePage {
    std::vector<QueueItem> items;  ///< earliest due first
    std::string next;              ///< empty at the end
};

/// Errors: invalid `cursor.malformed`; not_found `category.not_found` {code}; those of storage.
Result<QueuePage> review_queue(const Services& services, const QueueQuery& query, const model::Actor& actor);

/// Takes a submission for limits::review_claim_seconds, or longer when the actor has it already, so that two reviewers
/// do not do the same work. Errors: not_found `submission.not_found`; conflict `submission.not_waiting`,
/// `submission.claimed` {who, until}.
Result<model::ReviewTask> claim_submission(const Services& services, model::SubmissionId id, const model::Actor& actor);
/// Gives it back. Errors: as above.
Result<void> release_submission(const Services& services, model::SubmissionId id, const model::Actor& actor);

struct QueueCount {
    std::int64_t waiting = 0;
    std::int64_t overdue = 0;
};
Result<QueueCount> count_queue(const Services& services);

/// Tells reviewers by mail what is due soon, and the managers of the brand what is overdue; returns how many tasks were
/// told of. Each is told once. Errors: those of storage.
Result<std::int64_t> remind_reviewers(const Services& services);

/// A policy, as it is written.
struct PolicyOrder {
    model::PartyId party;
    model::BrandId brand;
    std::string category;  ///< code
    std::optional<model::Channel> channel;
    std::optional<model::ChangeKind> kind;
    std::string decision;           ///< auto | review | sample
    std::int64_t review_share = 0;  ///< of 10,000, for a sample
    std::int64_t reviewers = 1;
    std::int64_t due_hours = 0;
    std::string reason;
};
struct PolicyView {
    PolicyOrder order;
    std::string id;
    std::string made_by;
    std::string made_at;  ///< RFC 3339; empty: shipped
    model::Named party;   ///< of which it speaks
};
/// In the order in which they are tried. Errors: those of storage.
Result<std::vector<PolicyView>> list_policies(const Services& services);
/// A new one; returns its id. Errors: invalid `policy.decision_unknown` {word}, `policy.share`, `policy.reviewers`,
/// `policy.too_wide`; not_found `category.not_found` {code}.
Result<std::string> add_policy(const Services& services, const PolicyOrder& order, const model::Actor& actor);
/// Errors: conflict `policy.changed`: there is no such policy.
Result<void> remove_policy(const Services& services, model::PolicyId id, const model::Actor& actor);

}  // namespace qy::business
