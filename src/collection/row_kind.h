#pragma once
// What a row below the header is: data, or something that people write around data.
#include <cstdint>
#include <string_view>

#include "grid.h"
#include "sheet_header.h"

namespace qy::collection {

enum class RowKind : std::uint8_t {
    data,
    above_header,  ///< titles of the sheet
    total,         ///< 合计, 小计, 总计 …
    note,          ///< 制表人：… 审核：…
    header_again,  ///< as printed on every page
};
[[nodiscard]] RowKind kind_of(const GridRow& row, const SheetHeader& header);

/// The code of what is told of a skipped row; a row of base/messages. REQUIRES: kind is not data.
[[nodiscard]] std::string_view code_of(RowKind kind);

}  // namespace qy::collection
