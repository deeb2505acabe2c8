#pragma once
// A sheet as rows of texts, one after another, whatever kind of file it comes from.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace qy::collection {

struct GridCell {
    std::string text;               ///< UTF-8, as a reader of the sheet sees it
    bool from_above = false;        ///< stands in the first row of a merged area that reaches down to here
    std::string_view problem = {};  ///< "formula_error", "formula_empty", "digits_lost", or empty
};

struct GridRow {
    std::int64_t line = 0;  ///< as the program that shows the sheet numbers it; CSV: the record's number
    std::vector<GridCell> cells;
    bool hidden = false;
    bool malformed_quote = false;

    /// The cell's text without blanks around it; empty when the row is shorter.
    [[nodiscard]] std::string_view text_of(std::size_t column) const;
    /// Number of cells up to the last that is filled by the row itself.
    [[nodiscard]] std::size_t filled() const;
    [[nodiscard]] bool is_blank() const { return filled() == 0; }
};

struct GridFacts {
    std::string sheet;                ///< empty: the file has no sheets
    std::vector<std::string> sheets;  ///< all that are not hidden
    std::vector<std::string> hidden_sheets;
    std::vector<std::size_t> hidden_columns;
    std::optional<std::int64_t> rows;  ///< that have any content, when known beforehand
    /// A cell too many means that the others stand one column aside: what separates them is a character of the text.
    bool cells_may_shift = false;
};

class Grid {
 public:
    virtual ~Grid() = default;
    [[nodiscard]] const GridFacts& facts() const { return facts_; }
    /// The next row; rows of which nothing is written may be left out. False at the end; `row` is reused.
    virtual Result<bool> next(GridRow& row) = 0;

 protected:
    GridFacts facts_;
};

/// What separates the cells of a CSV text.
[[nodiscard]] char csv_separator(std::string_view text);
/// Behind empty lines at the front, which are no records: the header is record 1.
[[nodiscard]] std::string_view without_leading_lines(std::string_view text);
/// Reads CSV text: see decode_csv. The text must outlive the grid.
[[nodiscard]] std::unique_ptr<Grid> csv_grid(std::string_view text);

/// A file with several sheets. The bytes must outlive it and its grids.
class Workbook {
 public:
    virtual ~Workbook() = default;
    /// Every sheet in the order of the file.
    struct Sheet {
        std::string name;
        bool hidden = false;
    };
    [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }
    /// `first_rows`: only its first rows are wanted, so that nothing need be known of the whole sheet.
    virtual Result<std::unique_ptr<Grid>> open(std::size_t sheet, bool first_rows) const = 0;

 protected:
    std::vector<Sheet> sheets_;
};

/// XLSX and XLSM. Errors: invalid `file.damaged`, `file.not_workbook`, `file.binary_workbook`, `file.open_document`,
/// `file.password`, `xml.doctype`; too_large `sheet.too_large`, `sheet.too_many_parts`, `sheet.too_many_texts`,
/// `xml.too_deep`.
Result<std::unique_ptr<Workbook>> open_xlsx(ByteView bytes);
/// XLS of Excel 97 to 2003. Errors: invalid `file.damaged`, `file.password`, `file.not_workbook`, `file.old_workbook`.
Result<std::unique_ptr<Workbook>> open_xls(ByteView bytes);

}  // namespace qy::collection
