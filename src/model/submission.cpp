#include "model/submission.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<SubmissionState, 5> kStates{{"draft", "submitted", "approved", "rejected", "withdrawn"}};
constexpr EnumNames<SubmissionVerb, 6> kVerbs{{"submit", "approve", "reject", "return", "withdraw", "comment"}};
constexpr EnumNames<ChangeKind, 5> kChangeKinds{{"row", "product", "registry", "catalogue", "dictionary"}};

struct Transition {
    SubmissionState from;
    SubmissionVerb verb;
    SubmissionState to;
};

// What is not a row here is not allowed; approved, rejected and withdrawn are final.
constexpr Transition kTransitions[] = {
    {SubmissionState::draft, SubmissionVerb::submit, SubmissionState::submitted},
    {SubmissionState::draft, SubmissionVerb::withdraw, SubmissionState::withdrawn},
    {SubmissionState::submitted, SubmissionVerb::approve, SubmissionState::approved},
    {SubmissionState::submitted, SubmissionVerb::reject, SubmissionState::rejected},
    {SubmissionState::submitted, SubmissionVerb::give_back, SubmissionState::draft},
    {SubmissionState::submitted, SubmissionVerb::withdraw, SubmissionState::withdrawn},
    {SubmissionState::draft, SubmissionVerb::comment, SubmissionState::draft},
    {SubmissionState::submitted, SubmissionVerb::comment, SubmissionState::submitted},
};

}  // namespace

std::optional<SubmissionState> next_state(SubmissionState from, SubmissionVerb verb) {
    for (const auto& row : kTransitions) {
        if (row.from == from && row.verb == verb) return row.to;
    }
    return std::nullopt;
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
