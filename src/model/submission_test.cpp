#include "model/submission.h"

#include <gtest/gtest.h>

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
        {draft, submit, submitted},       {draft, approve, {}},          {draft, reject, {}},
        {draft, give_back, {}},           {draft, withdraw, withdrawn},  {submitted, submit, {}},
        {submitted, approve, approved},   {submitted, reject, rejected}, {submitted, give_back, draft},
        {submitted, withdraw, withdrawn}, {approved, submit, {}},        {approved, approve, {}},
        {approved, reject, {}},           {approved, give_back, {}},     {approved, withdraw, {}},
        {rejected, submit, {}},           {rejected, approve, {}},       {rejected, give_back, {}},
        {rejected, withdraw, {}},         {withdrawn, submit, {}},       {withdrawn, approve, {}},
        {withdrawn, withdraw, {}},        {draft, comment, draft},       {submitted, comment, submitted},
        {approved, comment, {}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(next_state(row.from, row.verb), row.to) << to_string(row.from) << " " << static_cast<int>(row.verb);
    }
}

TEST(Submission, VerbsHaveNames) {
    for (const auto verb : {submit, approve, reject, give_back, withdraw, comment}) {
        EXPECT_EQ(parse_submission_verb(to_string(verb)), verb);
    }
    EXPECT_EQ(parse_submission_verb("praise"), std::nullopt);
}

}  // namespace
}  // namespace qy::model
