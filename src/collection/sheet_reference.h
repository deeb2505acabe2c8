#pragma once
// Names of cells and areas in a sheet: "C5", "A1:B3".
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qy::collection {

struct CellPlace {
    std::int64_t row = 0;    ///< from 1
    std::size_t column = 0;  ///< from 0
    bool operator==(const CellPlace&) const = default;
};
/// nullopt when it is none, or beyond what a sheet can have (1,048,576 rows, 16,384 columns).
[[nodiscard]] std::optional<CellPlace> read_cell_place(std::string_view text);

struct Area {
    CellPlace first;
    CellPlace last;
};
/// One cell is an area too.
[[nodiscard]] std::optional<Area> read_area(std::string_view text);

/// "A" for 0, "AB" for 27.
[[nodiscard]] std::string column_name(std::size_t column);

}  // namespace qy::collection
