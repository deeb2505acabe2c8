#pragma once
// What waits for review, and until when it should be done. (clause 6.2.1)
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/ids.h"
#include "model/submission.h"

namespace qy::model {

/// One submission in a queue, while it waits.
struct ReviewTask {
    SubmissionId submission;
    PartyId party;
    BrandId brand;
    CategoryId category;
    std::optional<ChangeKind> kind;  ///< of its first change
    Time waits_since;
    Time due_at;
    std::int64_t reviewers = 1;  ///< how many different persons approve
    std::int64_t approvals = 0;  ///< how many did, since it was submitted last
    UserId claimed_by;           ///< who looks at it now, until then
    std::string claimed_name;
    std::optional<Time> claimed_until;

    [[nodiscard]] bool is_claimed(Time now) const { return claimed_by && claimed_until && now < *claimed_until; }
};

}  // namespace qy::model
