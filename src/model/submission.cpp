#include "model/submission.h"

#include "enum_names.h"
#include "model/state_table.h"

namespace qy::model {
namespace {

constexpr EnumNames<SubmissionState, 5> kStates{{"draft", "submitted", "approved", "rejected", "withdrawn"}};
constexpr EnumNames<SubmissionVerb, 8> kVerbs{
    {"submit", "approve", "reject", "return", "withdraw", "comment", "endorse", "rebase"}};
constexpr EnumNames<ChangeKind, 5> kChangeKinds{{"row", "product", "registry", "catalogue", "dictionary"}};

constexpr EnumNames<SubmissionHand, 3> kHands{{"author", "reviewer", "either"}};

using State = SubmissionState;
using Verb = SubmissionVerb;
using Hand = SubmissionHand;
constexpr SubmissionTransition kTransitions[] = {
    {State::draft, Verb::submit, State::submitted, Hand::author},
    {State::draft, Verb::rebase, State::submitted, Hand::author},
    {State::draft, Verb::withdraw, State::withdrawn, Hand::author},
    {State::draft, Verb::comment, State::draft, Hand::either},
    {State::submitted, Verb::endorse, State::submitted, Hand::reviewer},
    {State::submitted, Verb::approve, State::approved, Hand::reviewer},
    {State::submitted, Verb::reject, State::rejected, Hand::reviewer},
    {State::submitted, Verb::give_back, State::draft, Hand::reviewer},
    {State::submitted, Verb::withdraw, State::withdrawn, Hand::author},
    {State::submitted, Verb::rebase, State::submitted, Hand::author},
    {State::submitted, Verb::comment, State::submitted, Hand::either},
};

}  // namespace

std::span<const SubmissionTransition> submission_transitions() {
    return kTransitions;
}

std::string submission_picture() {
    return picture_of(kTransitions, State::submitted,
                      "# Submissions: their states\n\nMade from the table in `src/model/submission.cpp`: `qiongyuan "
                      "submissions`. What "
                      "is not here is not possible.\n`endorse` is the approval of the first of two reviewers. A "
                      "submission that policy "
                      "lets through is `approved` from the beginning.");
}

SubmissionHand hand_of(SubmissionVerb verb) {
    return hand_in(kTransitions, verb);
}

std::optional<SubmissionState> next_state(SubmissionState from, SubmissionVerb verb) {
    return next_in(kTransitions, from, verb);
}

std::string_view to_string(SubmissionState state) {
    return kStates.name(state);
}
std::string_view to_string(ChangeKind kind) {
    return kChangeKinds.name(kind);
}
std::string_view to_string(SubmissionVerb verb) {
    return kVerbs.name(verb);
}
std::string_view to_string(SubmissionHand hand) {
    return kHands.name(hand);
}
std::optional<SubmissionState> parse_submission_state(std::string_view text) {
    return kStates.parse(text);
}
std::optional<ChangeKind> parse_change_kind(std::string_view text) {
    return kChangeKinds.parse(text);
}
std::optional<SubmissionVerb> parse_submission_verb(std::string_view text) {
    return kVerbs.parse(text);
}

}  // namespace qy::model
