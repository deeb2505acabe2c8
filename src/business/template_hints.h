#pragma once
// What is said about each column of a template, and what could stand in it.
#include <string>
#include <string_view>

#include "base/messages.h"
#include "model/category.h"
#include "model/field.h"

namespace qy::business {

/// How values of this type are written.
[[nodiscard]] std::string_view hint_of(model::FieldType type, Language language);
/// How values of this attribute are written, and what it allows.
[[nodiscard]] std::string hint_of(const model::CategoryAttribute& attribute, std::string_view allowed,
                                  Language language);
/// A value that an import accepts; all together make one good row. Empty: the field is left empty in it.
[[nodiscard]] std::string_view example_of(model::Field field);
/// The same for an attribute; of a dictionary or a flag it is one of its choices.
[[nodiscard]] std::string example_of(const model::CategoryAttribute& attribute);

}  // namespace qy::business
