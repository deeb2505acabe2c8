#pragma once
// Which of the five kinds of information a row tells, and the event drafts that follow. (clauses 7.1.1–7.1.5)
#include <array>
#include <vector>

#include "attributes.h"
#include "model/draft.h"
#include "model/field.h"

namespace qy::collection {

/// The converted values of a row. Inputs are typed; every other value is its canonical text.
struct RowValues {
    model::Fields fields;
    std::vector<model::InputRef> inputs;
    std::vector<TypedAttribute> attributes;
    std::array<bool, static_cast<std::size_t>(model::Field::count_)> filled{};  ///< also when the value is faulty
    [[nodiscard]] bool has(model::Field field) const { return filled[static_cast<std::size_t>(field)]; }
};

/// One kind of information, in the order of the clauses.
struct Stage {
    model::InfoKind kind;
    std::vector<model::Field> signs;     ///< any of them filled: the row tells of this kind
    std::vector<model::Field> times;     ///< the first that is filled is when it happened, else occurred_at
    std::vector<model::Field> required;  ///< of every row of this kind
};
[[nodiscard]] const std::vector<Stage>& stages();

/// The stages that the row tells of, in order: by its signs, or by its step; by the kinds of its attributes when
/// nothing else tells.
[[nodiscard]] std::vector<const Stage*> stages_of(const RowValues& values);

/// The step of one stage of the row: the row's own step when it is of that kind, else what the filled fields say.
[[nodiscard]] model::Step step_of(const Stage& stage, const RowValues& values);

/// The names in a list of fields: "价格、客户".
[[nodiscard]] std::vector<std::string> field_names_in(std::string_view list);

/// What the row says of its lot. `service`: the row's category is one, or it tells of a service and no production.
[[nodiscard]] model::LotDraft lot_draft(const RowValues& values, const std::vector<const Stage*>& told, bool service);

/// One event per stage. REQUIRES: values without faults, each stage with a time.
[[nodiscard]] std::vector<model::EventDraft> event_drafts(const RowValues& values,
                                                          const std::vector<const Stage*>& told);

}  // namespace qy::collection
