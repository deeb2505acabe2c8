#pragma once
// What is said about each column of a template, and what could stand in it.
#include <string_view>

#include "base/messages.h"
#include "model/field.h"

namespace qy::business {

/// How values of this type are written.
[[nodiscard]] std::string_view hint_of(model::FieldType type, Language language);
/// A value that an import accepts; all together make one good row. Empty: the field is left empty in it.
[[nodiscard]] std::string_view example_of(model::Field field);

}  // namespace qy::business
