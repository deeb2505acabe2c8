#pragma once
// What waits for review. (clause 6.2.1) Errors: those of the port; corrupt `storage.corrupt` also when a stored word is
// unknown.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/review_task.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::review_tasks {

/// Errors: conflict `storage.duplicate`, `storage.reference` (submission).
Result<void> insert(Writer& writer, const model::ReviewTask& task);
/// Of a submission that waits no more; nothing happens when it did not.
Result<void> remove(Writer& writer, model::SubmissionId submission);
/// Nothing for one that is not reached.
Result<std::optional<model::ReviewTask>> find(Reader& reader, const model::Reach& reach,
                                              model::SubmissionId submission);
/// Takes it for a user until `until`. Returns false when somebody else has it at `now`.
Result<bool> claim(Writer& writer, const model::ReviewTask& task, Time now);
/// Gives it back.
Result<void> release(Writer& writer, model::SubmissionId submission);
/// One more has approved it; the claim ends.
Result<void> add_approval(Writer& writer, model::SubmissionId submission);

/// What is left open fits anything.
struct Query {
    model::Reach reach;
    model::PartyId party;
    model::BrandId brand;
    model::CategoryId category;
    std::optional<model::ChangeKind> kind;
    std::optional<Time> waits_since_before;  ///< at least that old
    model::UserId free_for;                  ///< leaves out what others have taken at `now`
    model::UserId taken_by;                  ///< what this user has taken at `now` alone
    Time now;
    Time after_due;  ///< cursor: due time and id of the last one
    model::SubmissionId after;
    std::int64_t limit = 50;
};
/// Earliest due first.
Result<std::vector<model::ReviewTask>> queue(Reader& reader, const Query& query);

/// How many wait, and how many of them were due before `now`.
struct Count {
    std::int64_t waiting = 0;
    std::int64_t overdue = 0;
};
Result<Count> count(Reader& reader, Time now);

/// Due before `due` and nobody was reminded of them (escalated: nobody above was told), earliest first.
Result<std::vector<model::ReviewTask>> unreminded(Reader& reader, Time due, std::int64_t limit);
Result<std::vector<model::ReviewTask>> unescalated(Reader& reader, Time due, std::int64_t limit);
Result<void> set_reminded(Writer& writer, model::SubmissionId submission, Time now);
Result<void> set_escalated(Writer& writer, model::SubmissionId submission, Time now);

}  // namespace qy::storage::review_tasks
