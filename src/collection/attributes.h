#pragma once
// Attributes of categories in a row: what the row's category asks for besides the field table, read by its type, unit,
// range and dictionary. Pure functions. (clauses 6.1, 6.2.3)
#include <string>
#include <vector>

#include "collection/attribute_words.h"
#include "collection/decode.h"
#include "collection/dictionary.h"
#include "collection/drafts.h"
#include "faults.h"
#include "model/attribute.h"

namespace qy::collection {

/// A value with what decides where it is kept.
struct TypedAttribute {
    model::InfoKind kind = model::InfoKind::production;
    model::DataClass data_class = model::DataClass::open;
    model::AttributeValue value;
    std::string written;  ///< as it stood in the row, when conversion changed it
};

/// One cell. Problems: those of FieldProblem for text, numbers, days and words; `outside` {value, allowed},
/// `wrong_unit` {value, unit}. An empty value: the cell says nothing.
struct ReadAttribute {
    TypedAttribute read;
    std::optional<FieldProblem> problem;
};
[[nodiscard]] ReadAttribute read_attribute(std::string_view text, const model::CategoryAttribute& attribute,
                                           const Dictionary& dictionary);

/// The attribute of this category, or of one above it, that a title means: by name, label or alias. Null: none.
[[nodiscard]] const model::CategoryAttribute* find_attribute(const CategoryRules& categories, const CategoryRule& rule,
                                                             std::string_view title);

/// All cells of the row that are attributes. `category`: what the row is of, or null. Faults: those of each cell, as
/// `<attribute>.<problem>`; `row.attribute_category` {title} when the row has no category, `row.attribute_unknown`
/// {title, category, what it knows} when its category does not ask for it.
[[nodiscard]] std::vector<TypedAttribute> read_attributes(const DecodedRow& row, const CategoryRule* category,
                                                          const Rules& rules, FaultList& faults);

}  // namespace qy::collection
