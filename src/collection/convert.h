#pragma once
// Conversion: from a cell's text to the canonical value of its field, by a table of named rules. (clause 6.2.3)
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collection/dictionary.h"
#include "faults.h"
#include "model/draft.h"
#include "model/field.h"

namespace qy::collection {

/// The dictionary of firms: full names as labels, credit codes as codes, short names as aliases.
inline constexpr std::string_view kPartyDictionary = "party";

/// What a rule makes of a cell: a canonical value (empty: the cell says nothing), or a problem.
struct Conversion {
    std::string value;
    std::optional<FieldProblem> problem;
    std::string note;                     ///< what the value cannot hold: "12.8元/斤" for a price by weight
    std::vector<model::InputRef> inputs;  ///< of the rule `inputs`
};

struct RuleContext {
    const model::FieldRow& field;
    const Dictionary& dictionary;
    const CategoryRules& categories;
};

struct Rule {
    std::string_view name;
    bool (*is_for)(const model::FieldRow& field);
    Conversion (*apply)(std::string_view text, const RuleContext& context);
};

/// The rules; the first that is for a field converts it.
[[nodiscard]] std::span<const Rule> rules();
[[nodiscard]] const Rule& rule_for(const model::FieldRow& field);

/// An amount of a unit that the program or the dictionary knows: of the latter another word for a unit, or one that
/// converts (details: base and factor). Nullopt when it is unknown.
[[nodiscard]] std::optional<model::Quantity> in_known_unit(const Decimal& amount, std::string_view word,
                                                           const Dictionary& dictionary);

/// Cleans and converts one cell. REQUIRES: UTF-8.
[[nodiscard]] Conversion convert(std::string_view text, const RuleContext& context);

}  // namespace qy::collection
