#pragma once
// An answer as tables and as elements: what stands in a cell, which columns there are, how XML nests.
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace qy::presentation {

/// The members of the items of a function that answers a list, from the table of what is sent (model/data_table.h), in
/// its order: "changes.kind". Empty: its answer is no list.
[[nodiscard]] std::vector<std::string> list_columns(std::string_view function);

/// What the members of such objects are called, in the order in which they come; an object in an object is looked
/// into, a list is one column.
[[nodiscard]] std::vector<std::string> columns_of(const std::vector<const JsonObject*>& objects);

/// The text at a path: a list's values with "；" between them, lists of objects looked through, what lies below the
/// path as "name=value". Nothing is empty.
[[nodiscard]] std::string cell_at(const JsonObject& object, std::string_view path);

/// A member as an element; a list as one element per value, nothing as none. What cannot be the name of an element is
/// told as <member name="…">.
[[nodiscard]] std::string xml_element(std::string_view name, const Json& value);

}  // namespace qy::presentation
