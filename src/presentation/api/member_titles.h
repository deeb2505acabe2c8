#pragma once
// What a member of an answer is called where people read it: the titles of columns.
#include <string_view>

#include "business/table_file.h"

namespace qy::presentation {

/// Whether each name of the path ("changes.kind") has a title.
[[nodiscard]] bool has_title(std::string_view path);
/// "变更·类型"; a name without a title stands for itself. The last name says what kind of cells there are.
[[nodiscard]] business::TableColumn titled_column(std::string_view path);

}  // namespace qy::presentation
