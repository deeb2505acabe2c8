#pragma once
// The problems that a row may have, and a list that keeps them in order of precedence.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/category.h"
#include "model/draft.h"
#include "model/field.h"

namespace qy::collection {

/// What can be wrong with one field. The fault's code is "<field>.<problem>"; "*.<problem>" has a row in base/messages.
/// The order is the order of precedence.
enum class Problem : std::uint8_t {
    control_character,
    too_long,      ///< {limit}
    malformed,     ///< {value, example}
    out_of_range,  ///< {value}
    unit_missing,  ///< {value}
    unknown_unit,  ///< {unit}
    negative,      ///< {value}
    zero,
    too_precise,  ///< {value}
    check,        ///< {value}
    unknown,      ///< {value, allowed}
    outside,      ///< {value, allowed}
    wrong_unit,   ///< {value, unit}
    too_many,     ///< {limit}
    in_future,    ///< {value}
    missing,
    before_shipped,   ///< {shipped_at}
    before_produced,  ///< {produced_on}
    before_interval,  ///< {what was used, last use, days}
    prohibited,       ///< {what was used}
    below_low,        ///< {temperature_low}
    count_,
};
[[nodiscard]] std::string_view to_string(Problem problem);
/// What stands behind the point of an error's code. REQUIRES: it is the name of a problem.
[[nodiscard]] Problem problem_of(std::string_view code);

/// A problem with its arguments, before it is known which field has it.
struct FieldProblem {
    Problem problem;
    std::vector<std::string> arguments;
};

/// Collects the faults of one row.
class FaultList {
 public:
    /// Long arguments are cut to 300 characters. REQUIRES: they are UTF-8.
    void add(model::Field field, FieldProblem problem);
    /// The same for an attribute of a category: the fault is named by it.
    void add(const model::CategoryAttribute& attribute, FieldProblem problem);
    void add_row_fault(model::RowFault fault);
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    /// Whether a fault of this column is there.
    [[nodiscard]] bool names(std::string_view field) const;
    /// Record first, then single fields, then missing ones, then contradictions; inside each by field. At most
    /// limits::row_faults_max.
    [[nodiscard]] std::vector<model::RowFault> in_order() &&;

 private:
    struct Entry {
        int precedence;
        model::RowFault fault;
    };
    std::vector<Entry> entries_;
};

}  // namespace qy::collection
