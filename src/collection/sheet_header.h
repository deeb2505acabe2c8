#pragma once
// Finds the header of a table that people have laid out: titles above it, two rows of it, groups over columns.
#include <optional>
#include <string>
#include <vector>

#include "collection/decode.h"
#include "grid.h"

namespace qy::collection {

struct Column {
    std::string title;      ///< as it stands there; of two rows: "检测信息/日期"
    std::string own_title;  ///< without the group above it
    std::optional<model::Field> field;
    std::string attribute;     ///< of some category, when it is no field; neither: not read
    std::string unit;          ///< the title's, for bare numbers
    bool holds_units = false;  ///< "单位": its texts are the units of the column `unit_of`
    std::size_t unit_of = 0;
    bool mapped = false;  ///< the user's mapping said so
    [[nodiscard]] bool is_known() const { return field.has_value() || !attribute.empty(); }
    /// What the cells are: the name of the field or attribute; empty when not read.
    [[nodiscard]] std::string_view name() const { return field ? model::row_of(*field).name : attribute; }
};

struct SheetHeader {
    std::vector<Column> columns;
    std::size_t first = 0;  ///< index of its first row among those looked at
    std::size_t rows = 1;   ///< one or two
    std::size_t known = 0;  ///< columns whose field or attribute is known
};

/// The header among the first rows of a sheet: the row, or pair of rows, that names most columns of ours; the first of
/// equals. The mapping goes before what titles say. Errors: too_large `file.too_many_columns` {limit}; invalid
/// `file.no_known_column`, `column.doubled` {title, other title}, `mapping.unknown_title` {title},
/// `mapping.unknown_field` {name}.
Result<SheetHeader> find_header(const std::vector<GridRow>& rows, const TableOptions& options);

/// How many columns the best header of these rows would name; 0: none. Never fails.
[[nodiscard]] std::size_t known_columns(const std::vector<GridRow>& rows, const TableOptions& options);

/// What a title is compared by: width, case, blanks, marks of required fields and numbering do not matter.
[[nodiscard]] std::string folded_title(std::string_view title);

}  // namespace qy::collection
