#include "model/submission.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace qy::model {
namespace {

using enum SubmissionState;
using enum SubmissionVerb;

TEST(Submission, MovesByItsTableAndNoOtherWay) {
    struct Row {
        SubmissionState from;
        SubmissionVerb verb;
        std::optional<SubmissionState> to;
    };
    const Row rows[] = {
        {draft, submit, submitted},
        {draft, approve, {}},
        {draft, reject, {}},
        {draft, give_back, {}},
        {draft, withdraw, withdrawn},
        {submitted, submit, {}},
        {submitted, approve, approved},
        {submitted, reject, rejected},
        {submitted, give_back, draft},
        {submitted, withdraw, withdrawn},
        {approved, submit, {}},
        {approved, approve, {}},
        {approved, reject, {}},
        {approved, give_back, {}},
        {approved, withdraw, {}},
        {rejected, submit, {}},
        {rejected, approve, {}},
        {rejected, give_back, {}},
        {rejected, withdraw, {}},
        {withdrawn, submit, {}},
        {withdrawn, approve, {}},
        {withdrawn, withdraw, {}},
        {draft, comment, draft},
        {submitted, comment, submitted},
        {approved, comment, {}},
        {submitted, endorse, submitted},
        {draft, endorse, {}},
        {approved, endorse, {}},
        {rejected, comment, {}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(next_state(row.from, row.verb), row.to) << to_string(row.from) << " " << static_cast<int>(row.verb);
    }
}

TEST(Submission, VerbsHaveNames) {
    for (const auto verb : {submit, approve, reject, give_back, withdraw, comment, endorse}) {
        EXPECT_EQ(parse_submission_verb(to_string(verb)), verb);
    }
    EXPECT_EQ(parse_submission_verb("praise"), std::nullopt);
}

TEST(Submission, EveryStateHasAWayInAndItsVerbsHaveOneHandEach) {
    for (const auto& row : submission_transitions()) {
        EXPECT_EQ(hand_of(row.verb), row.hand) << to_string(row.verb);
        EXPECT_EQ(next_state(row.from, row.verb), row.to);
    }
    for (const auto state : {draft, approved, rejected, withdrawn}) {
        const auto rows = submission_transitions();
        EXPECT_TRUE(std::ranges::any_of(rows, [&](const auto& row) { return row.to == state && row.from != state; }));
    }
}

TEST(Submission, ThePictureInTheDocumentsIsTheTable) {
    std::ifstream file(QY_SOURCE_DIR "/docs/SUBMISSIONS.md");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), submission_picture())
        << "docs/SUBMISSIONS.md is out of date: build/debug/qiongyuan submissions > docs/SUBMISSIONS.md";
}

}  // namespace
}  // namespace qy::model
