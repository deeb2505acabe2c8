#pragma once
// What a category says of itself, as functions and files write it.
#include <string>

#include "base/json.h"
#include "category_call.h"
#include "model/product.h"

namespace qy::business {

/// Reads name, name_en, aliases, required, steps, attributes, children_code and valid_from into the category; what is
/// not given stays. A new category must have a name. `first_day`: the earliest valid_from (empty: any). Simple faults
/// are told by in.finish(); errors: those of attributes and rules.
Result<void> read_category(ObjectReader& in, model::Category& category, const std::string& first_day);
/// Errors: conflict `category.word_taken` {word, code}: another category goes by one of its words.
Result<void> check_words(const CategoryCall& call, const model::Category& category);
/// Errors: invalid `attribute.spec` {name, dictionary}: there is no such type of dictionary; `attribute.doubled`
/// {name}.
Result<void> check_attributes(CategoryCall& call, const model::Category& category);

}  // namespace qy::business
