#pragma once
// What users are told of the attributes of categories. (clause 6.2.4)
#include <string>

#include "collection/dictionary.h"
#include "model/category.h"

namespace qy::collection {

/// What an attribute allows, in words that need no language: "0 – 30 °Bx", "≤ 5 kg", "特级、一级", "2026-03-05".
[[nodiscard]] std::string allowed_text(const model::CategoryAttribute& attribute, const Dictionary& dictionary);

}  // namespace qy::collection
