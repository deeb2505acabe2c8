#pragma once
// What every decoder does with the rows it has read.
#include "collection/decode.h"

namespace qy::collection {

/// Orders the cells by field, attributes by name. REQUIRES: each at most once.
void sort_cells(DecodedRow& row);
/// Sets source_hash and occurrence of every row. REQUIRES: cells are sorted.
void identify_rows(DecodedTable& table);
/// True when trimming leaves nothing.
[[nodiscard]] bool is_blank(std::string_view text);
/// A title's column and the unit that it names in brackets ("数量（公斤）" → quantity, "公斤"): a field, else an
/// attribute; neither when unknown.
struct Title {
    std::optional<model::Field> field;
    std::string attribute;
    std::string unit;
    [[nodiscard]] bool is_known() const { return field.has_value() || !attribute.empty(); }
};
/// `attributes` may be null.
[[nodiscard]] Title read_title(std::string_view text, const AttributeTitles* attributes);
/// True when a unit of the title belongs behind this text: the field takes one and the text is a bare number.
[[nodiscard]] bool takes_unit(const Title& title, std::string_view text);

}  // namespace qy::collection
