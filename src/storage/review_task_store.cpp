#include "storage/review_task_store.h"

#include "reach.h"
#include "stored.h"

namespace qy::storage::review_tasks {
namespace {

#define QY_TASK                                                                                              \
    "t.submission_id, t.party_id, t.brand_id, t.category_id, t.kind, t.waits_since, t.due_at, t.reviewers, " \
    "t.approvals, "                                                                                          \
    "t.claimed_by, t.claimed_name, t.claimed_until "

constexpr Statement kInsert{
    "review_task.insert",
    "INSERT INTO review_task (submission_id, party_id, brand_id, category_id, kind, waits_since, due_at, reviewers) "
    "VALUES ($submission, $party, $brand, $category, $kind, $waits_since, $due_at, $reviewers)"};
constexpr Statement kRemove{"review_task.remove", "DELETE FROM review_task WHERE submission_id = $submission"};
constexpr Statement kFind{
    "review_task.find",
    "SELECT " QY_TASK
    "FROM review_task t WHERE t.submission_id = $submission AND " QY_REACHED_RECORD("t.party_id", "t.brand_id")};
constexpr Statement kClaim{
    "review_task.claim",
    "UPDATE review_task SET claimed_by = $user, claimed_name = $name, claimed_until = $until WHERE submission_id = "
    "$submission AND (claimed_by IS NULL OR claimed_by = $user OR claimed_until <= $now)"};
constexpr Statement kRelease{"review_task.release",
                             "UPDATE review_task SET claimed_by = NULL, claimed_name = '', claimed_until = NULL WHERE "
                             "submission_id = $submission"};
constexpr Statement kAddApproval{"review_task.add_approval",
                                 "UPDATE review_task SET approvals = approvals + 1, claimed_by = NULL, claimed_name = "
                                 "'', claimed_until = NULL WHERE submission_id = $submission"};
// The cursor's first half alone lets an index begin there.
constexpr Statement kQueue{
    "review_task.queue",
    "SELECT " QY_TASK
    "FROM review_task t WHERE t.due_at >= $after_due AND (t.due_at > $after_due OR t.submission_id > $after) AND "
    "($any_party = 1 OR t.party_id = $party) AND ($any_brand = 1 OR t.brand_id = $brand) AND ($any_category = 1 OR "
    "t.category_id = $category) AND ($kind = '' OR t.kind = $kind) AND ($any_age = 1 OR t.waits_since <= $since) AND "
    "($any_free = 1 OR t.claimed_by IS NULL OR t.claimed_by = $free_for OR t.claimed_until <= $now) AND ($any_taken = "
    "1 "
    "OR (t.claimed_by = $taken_by AND t.claimed_until > $now)) AND " QY_REACHED_RECORD(
        "t.party_id", "t.brand_id") "ORDER BY t.due_at, t.submission_id LIMIT $limit"};
constexpr Statement kCount{"review_task.count",
                           "SELECT (SELECT count(*) FROM submission WHERE state = 'submitted'), (SELECT count(*) FROM "
                           "review_task WHERE due_at < "
                           "$now)"};
constexpr Statement kUnreminded{"review_task.unreminded", "SELECT " QY_TASK
                                                          "FROM review_task t WHERE t.due_at < $due AND t.reminded_at "
                                                          "IS NULL ORDER BY t.due_at, t.submission_id LIMIT $limit"};
constexpr Statement kUnescalated{
    "review_task.unescalated",
    "SELECT " QY_TASK
    "FROM review_task t WHERE t.due_at < $due AND t.escalated_at IS NULL ORDER BY t.due_at, t.submission_id LIMIT "
    "$limit"};
constexpr Statement kSetReminded{"review_task.set_reminded",
                                 "UPDATE review_task SET reminded_at = $now WHERE submission_id = $submission"};
constexpr Statement kSetEscalated{"review_task.set_escalated",
                                  "UPDATE review_task SET escalated_at = $now WHERE submission_id = $submission"};

Result<model::ReviewTask> task_of(const Row& row) {
    model::ReviewTask task;
    task.submission = row.id<model::SubmissionId>(0);
    task.party = row.id<model::PartyId>(1);
    task.brand = row.id<model::BrandId>(2);
    task.category = row.id<model::CategoryId>(3);
    task.kind = model::parse_change_kind(row.text(4));
    if (!task.kind && !row.text(4).empty()) return unknown_word("review_task.kind", row.text(4));
    task.waits_since = row.time(5);
    task.due_at = row.time(6);
    task.reviewers = row.integer(7);
    task.approvals = row.integer(8);
    task.claimed_by = row.id<model::UserId>(9);
    task.claimed_name = row.text(10);
    task.claimed_until = row.optional_time(11);
    return task;
}

}  // namespace

Result<void> insert(Writer& writer, const model::ReviewTask& task) {
    return insert_row(writer, kInsert,
                      {{"submission", task.submission},
                       {"party", task.party},
                       {"brand", task.brand},
                       {"category", task.category},
                       {"kind", task.kind ? to_string(*task.kind) : ""},
                       {"waits_since", task.waits_since},
                       {"due_at", task.due_at},
                       {"reviewers", task.reviewers}});
}

Result<void> remove(Writer& writer, model::SubmissionId submission) {
    QY_TRY(rows, writer.run(kRemove, {{"submission", submission}}));
    (void)rows;
    return {};
}

Result<std::optional<model::ReviewTask>> find(Reader& reader, const model::Reach& reach,
                                              model::SubmissionId submission) {
    return first_of(reader, kFind, {{"submission", submission}, QY_REACH_GRANT_BINDS(reach)}, task_of);
}

Result<bool> claim(Writer& writer, const model::ReviewTask& task, Time now) {
    QY_TRY(rows, writer.run(kClaim, {{"submission", task.submission},
                                     {"user", task.claimed_by},
                                     {"name", task.claimed_name},
                                     {"until", task.claimed_until},
                                     {"now", now}}));
    return rows > 0;
}

Result<void> release(Writer& writer, model::SubmissionId submission) {
    return update_row(writer, kRelease, {{"submission", submission}});
}

Result<void> add_approval(Writer& writer, model::SubmissionId submission) {
    return update_row(writer, kAddApproval, {{"submission", submission}});
}

Result<std::vector<model::ReviewTask>> queue(Reader& reader, const Query& query) {
    return all_of(reader, kQueue,
                  {{"after_due", query.after_due},
                   {"after", query.after.number()},
                   {"any_party", query.party.is_none()},
                   {"party", query.party},
                   {"any_brand", query.brand.is_none()},
                   {"brand", query.brand},
                   {"any_category", query.category.is_none()},
                   {"category", query.category},
                   {"kind", query.kind ? to_string(*query.kind) : ""},
                   {"any_age", !query.waits_since_before.has_value()},
                   {"since", query.waits_since_before},
                   {"any_free", query.free_for.is_none()},
                   {"free_for", query.free_for},
                   {"any_taken", query.taken_by.is_none()},
                   {"taken_by", query.taken_by},
                   {"now", query.now},
                   QY_REACH_GRANT_BINDS(query.reach),
                   {"limit", query.limit}},
                  task_of);
}

Result<Count> count(Reader& reader, Time now) {
    QY_TRY(found, reader.first(kCount, {{"now", now}}, [](const Row& row) {
        return Count{row.integer(0), row.integer(1)};
    }));
    return found.value_or(Count{});
}

Result<std::vector<model::ReviewTask>> unreminded(Reader& reader, Time due, std::int64_t limit) {
    return all_of(reader, kUnreminded, {{"due", due}, {"limit", limit}}, task_of);
}

Result<std::vector<model::ReviewTask>> unescalated(Reader& reader, Time due, std::int64_t limit) {
    return all_of(reader, kUnescalated, {{"due", due}, {"limit", limit}}, task_of);
}

Result<void> set_reminded(Writer& writer, model::SubmissionId submission, Time now) {
    return update_row(writer, kSetReminded, {{"submission", submission}, {"now", now}});
}

Result<void> set_escalated(Writer& writer, model::SubmissionId submission, Time now) {
    return update_row(writer, kSetEscalated, {{"submission", submission}, {"now", now}});
}

}  // namespace qy::storage::review_tasks
