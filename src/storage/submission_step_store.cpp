#include "storage/submission_step_store.h"

#include "stored.h"

namespace qy::storage::submission_steps {
namespace {

constexpr Statement kAppend{
    "submission_step.append",
    "INSERT INTO submission_step (submission_id, number, verb, state, actor, actor_user_id, comment, at) VALUES "
    "($submission, (SELECT coalesce(max(number), 0) + 1 FROM submission_step WHERE submission_id = $submission), "
    "$verb, "
    "$state, $actor, $actor_user, $comment, $at)"};
constexpr Statement kAll{"submission_step.all",
                         "SELECT verb, state, actor, actor_user_id, comment, at FROM submission_step WHERE "
                         "submission_id = $submission ORDER BY number"};

Result<model::SubmissionStep> step_from(const Row& row) {
    const auto verb = model::parse_submission_verb(row.text(0));
    const auto state = model::parse_submission_state(row.text(1));
    if (!verb || !state) return corrupt("storage.corrupt").because("submission_step.verb or state");
    return model::SubmissionStep{
        *verb, *state, std::string(row.text(2)), row.id<model::UserId>(3), std::string(row.text(4)), row.time(5)};
}

}  // namespace

Result<void> append(Writer& writer, model::SubmissionId submission, const model::SubmissionStep& step) {
    QY_TRY(inserted, writer.run(kAppend, {{"submission", submission},
                                          {"verb", model::to_string(step.verb)},
                                          {"state", model::to_string(step.state)},
                                          {"actor", step.actor},
                                          {"actor_user", step.actor_user},
                                          {"comment", step.comment},
                                          {"at", step.at}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<std::vector<model::SubmissionStep>> all(Reader& reader, model::SubmissionId submission) {
    return all_of(reader, kAll, {{"submission", submission}}, &step_from);
}

}  // namespace qy::storage::submission_steps
