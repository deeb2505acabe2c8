#include "faults.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/limits.h"
#include "base/text.h"

namespace qy::collection {
namespace {

constexpr std::size_t kArgumentCodePointsMax = 300;

constexpr std::array<std::string_view, static_cast<std::size_t>(Problem::count_)> kNames = {
    "control_character", "too_long",   "malformed",   "out_of_range", "unit_missing",   "unknown_unit",
    "negative",          "zero",       "too_precise", "check",        "unknown",        "outside",
    "wrong_unit",        "too_many",   "in_future",   "missing",      "before_shipped", "before_produced",
    "before_interval",   "prohibited", "below_low",
};

// Thousands: the stage of checking; below: the field.
int precedence_of(model::Field field, Problem problem) {
    const int stage = problem < Problem::in_future ? 1 : problem == Problem::missing ? 2 : 3;
    return stage * 1000 + static_cast<int>(field);
}

std::string code_of(std::string_view name, Problem problem) {
    return std::string(name) + '.' + std::string(to_string(problem));
}

// What the user wrote is shown back in the report: enough to recognise it.
std::string shortened(const std::string& text) {
    if (text.size() <= kArgumentCodePointsMax) return text;
    const auto characters = to_utf32(text);
    if (characters.size() <= kArgumentCodePointsMax) return text;
    std::string out;
    for (std::size_t i = 0; i < kArgumentCodePointsMax; ++i) append_utf8(out, characters[i]);
    return out + "…";
}

}  // namespace

std::string_view to_string(Problem problem) {
    const auto index = static_cast<std::size_t>(problem);
    QY_ASSERT(index < kNames.size());
    return kNames[index];
}

Problem problem_of(std::string_view code) {
    const auto* const name = std::ranges::find(kNames, code.substr(code.rfind('.') + 1));
    QY_ASSERT(name != kNames.end());
    return static_cast<Problem>(name - kNames.begin());
}

void FaultList::add(model::Field field, FieldProblem problem) {
    for (auto& argument : problem.arguments) argument = shortened(argument);
    const std::string name(model::row_of(field).name);
    entries_.push_back(
        {precedence_of(field, problem.problem), {name, code_of(name, problem.problem), std::move(problem.arguments)}});
}

void FaultList::add(const model::CategoryAttribute& attribute, FieldProblem problem) {
    // Faults are kept and told in the clear, and only attributes themselves know that theirs are protected.
    const bool hidden = model::is_protected(attribute.data_class);
    for (auto& argument : problem.arguments) argument = hidden ? "…" : shortened(argument);
    model::RowFault fault{attribute.name, code_of(attribute.name, problem.problem), std::move(problem.arguments)};
    fault.label = attribute.zh;
    fault.label_en = attribute.en;
    entries_.push_back({precedence_of(model::Field::count_, problem.problem), std::move(fault)});
}

void FaultList::add_row_fault(model::RowFault fault) {
    entries_.push_back({0, std::move(fault)});
}

bool FaultList::names(std::string_view field) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& one) { return one.fault.field == field; });
}

std::vector<model::RowFault> FaultList::in_order() && {
    std::stable_sort(entries_.begin(), entries_.end(),
                     [](const Entry& a, const Entry& b) { return a.precedence < b.precedence; });
    if (entries_.size() > limits::row_faults_max) entries_.resize(limits::row_faults_max);
    std::vector<model::RowFault> out;
    out.reserve(entries_.size());
    for (auto& entry : entries_) out.push_back(std::move(entry.fault));
    return out;
}

}  // namespace qy::collection
