#pragma once
// One table as a file in one of several formats, row by row: memory does not grow with its length. In CSV a cell that a
// program could take for a formula has an apostrophe in front. (clause 7.2.1)
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/result.h"

namespace qy::business {

enum class TableFormat : std::uint8_t { xlsx, csv, json, xml, html };
[[nodiscard]] std::optional<TableFormat> parse_table_format(std::string_view text);
[[nodiscard]] std::string_view to_string(TableFormat format);
[[nodiscard]] std::string_view content_type_of(TableFormat format);

/// How a cell is written where the format knows kinds of cells.
enum class CellKind : std::uint8_t { text, number, day };
struct TableColumn {
    std::string name;  ///< of members and elements
    std::string zh;
    std::string en;
    CellKind kind = CellKind::text;
};
using TableRow = std::vector<std::string>;  ///< as many as columns

struct TableShape {
    std::string name;
    std::string zh;  ///< title
    std::string en;
    std::string basis_zh = {};  ///< what asks for it: the table is a document, with a head; empty: nothing
    std::string basis_en = {};
    std::vector<TableColumn> columns = {};
};

/// Head of a document: whose it is, and of which days.
struct TableHead {
    std::string party;
    std::string credit_code;
    std::string from;
    std::string until;
};

/// Errors of all: unavailable `file.unwritable` {path}; of add also those of a sheet (xlsx_write.h).
class TableWriter {
 public:
    virtual ~TableWriter() = default;
    /// Begins a table; `shape` outlives it. A workbook may have several, one sheet each; the others have one.
    virtual Result<void> begin(const TableShape& shape, const TableHead& head, Language language) = 0;
    virtual Result<void> add(const TableRow& row) = 0;
    virtual Result<void> end() = 0;
};
Result<std::unique_ptr<TableWriter>> open_table_writer(TableFormat format, const std::filesystem::path& path);

/// Text for XML and HTML; control characters that XML has no form for are left out.
[[nodiscard]] std::string escaped_markup(std::string_view text);

}  // namespace qy::business
