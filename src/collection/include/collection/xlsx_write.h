#pragma once
// Workbooks (XLSX), written row by row: memory does not grow with their length. (clauses 5.2, 7.2.1)
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace qy::collection {

/// A decimal such as "1200.50": a number of the sheet, shown with its own places, as long as a sheet keeps it exactly
/// (fifteen digits, no zero in front); else a text.
struct SheetNumber {
    std::string_view decimal;
};
/// A day such as "2026-03-05": a date of the sheet from 1900-03-01 on; what is no such day is a text.
struct SheetDay {
    std::string_view day;
};
/// A text is a text whatever it begins with: nothing of it is ever a formula or a link.
using SheetCell = std::variant<std::monostate, std::string_view, SheetNumber, SheetDay>;

enum class RowLook : std::uint8_t { plain, header, title, note };

struct SheetShape {
    std::string name;                 ///< cut to what a sheet's name may be (31 characters, none of []:*?/\)
    std::vector<double> widths = {};  ///< of the columns, in characters
    std::uint32_t header_rows = 0;    ///< stay in sight, and are repeated on every printed page
    bool hidden = false;
    bool printed = false;  ///< A4 across, as wide as the page, grid and page numbers
};

/// One workbook. Sheets come one after another, and rows within the sheet that was added last. Not shared between
/// threads. Errors of all: unavailable `file.unwritable` {path}.
class XlsxWriter {
 public:
    /// The file appears with `close`; what is temporary has no name. An existing file is written over, in place.
    static Result<XlsxWriter> create(const std::filesystem::path& path);
    ~XlsxWriter();  ///< without `close`: no file
    XlsxWriter(XlsxWriter&&) noexcept;
    XlsxWriter& operator=(XlsxWriter&&) noexcept;

    /// REQUIRES: the name differs from the other sheets'.
    Result<void> add_sheet(const SheetShape& shape);
    /// Errors: too_large `sheet.cell_too_large` {"B7"} (32,767 characters); too_large `file.too_many_rows` {limit}.
    /// REQUIRES: a sheet.
    Result<void> add_row(std::span<const SheetCell> cells, RowLook look = RowLook::plain);
    /// A row of one text across `columns` columns.
    Result<void> add_banner(std::string_view text, std::size_t columns, RowLook look);
    /// A remark on a cell of the last row. REQUIRES: a row.
    Result<void> remark(std::size_t column, std::string_view text);
    /// The cells below the last row, `rows` of them, offer what stands in the first column of sheet `list`, rows `from`
    /// (from 0) and `count - 1` further ones. `strict`: nothing else may be entered.
    Result<void> offer(std::size_t column, std::size_t rows, std::string_view list, std::size_t from, std::size_t count,
                       bool strict);
    [[nodiscard]] std::size_t rows() const;  ///< of the present sheet
    Result<void> close();

 private:
    struct State;
    explicit XlsxWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace qy::collection
