#include "model/consumer_report.h"

#include "enum_names.h"
#include "model/state_table.h"

namespace qy::model {
namespace {

using enum ReportState;
using enum ReportVerb;

constexpr EnumNames<ReportKind, 2> kKinds{{"fake", "complaint"}};
constexpr EnumNames<ReportState, 4> kStates{{"received", "taken", "answered", "closed"}};
constexpr EnumNames<ReportVerb, 3> kVerbs{{"take", "answer", "close"}};

struct Step {
    ReportState from;
    ReportVerb verb;
    ReportState to;
};
constexpr Step kSteps[] = {
    {received, take, taken},   {received, answer, answered}, {taken, answer, answered},
    {received, close, closed}, {taken, close, closed},       {answered, close, closed},
};

}  // namespace

std::string_view to_string(ReportKind kind) {
    return kKinds.name(kind);
}
std::optional<ReportKind> parse_report_kind(std::string_view name) {
    return kKinds.parse(name);
}
std::string_view to_string(ReportState state) {
    return kStates.name(state);
}
std::optional<ReportState> parse_report_state(std::string_view name) {
    return kStates.parse(name);
}
std::string_view to_string(ReportVerb verb) {
    return kVerbs.name(verb);
}

std::optional<ReportState> next_state(ReportState from, ReportVerb verb) {
    return next_in(kSteps, from, verb);
}

}  // namespace qy::model
