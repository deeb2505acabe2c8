#include "collection/result_file.h"

#include <algorithm>

#include "collection/xlsx_write.h"
#include "file_kind.h"
#include "grid.h"
#include "text_result.h"

namespace qy::collection {
namespace {

/// The grid of the sheet of this name.
Result<std::unique_ptr<Grid>> open_sheet(const Workbook& workbook, const std::string& name) {
    for (std::size_t i = 0; i < workbook.sheets().size(); ++i) {
        if (workbook.sheets()[i].name == name) return workbook.open(i, false);
    }
    return invalid("file.damaged");
}

std::size_t width_of(const TableFacts& facts) {
    std::size_t width = 0;
    for (const auto& column : facts.columns) {
        std::size_t number = 0;
        for (const char c : column.letter) number = number * 26 + static_cast<std::size_t>(c - 'A' + 1);
        width = std::max(width, number);
    }
    return width;
}

}  // namespace

Result<std::unique_ptr<ResultFile>> open_result(std::string_view file_name, ByteView bytes, const TableOptions& options,
                                                const RowResult& titles, ResultOf result_of) {
    QY_TRY(source, open_table(file_name, bytes, options));
    const auto facts = source->facts();
    source.reset();
    QY_TRY(text, decode_text(bytes));
    const auto encoding = encoding_of(bytes);
    switch (facts.format) {
        case FileKind::json:
            return json_result(std::move(text), encoding, std::move(result_of));
        case FileKind::xml:
            return xml_result(std::move(text), encoding, std::move(result_of));
        default:
            return csv_result(std::move(text), encoding, facts, titles, std::move(result_of));
    }
}

Result<void> write_result_workbook(std::string_view file_name, ByteView bytes, const TableOptions& options,
                                   const RowResult& titles, const ResultOf& result_of,
                                   const std::filesystem::path& path) {
    QY_TRY(source, open_table(file_name, bytes, options));
    const auto facts = source->facts();
    source.reset();
    QY_TRY(workbook, facts.format == FileKind::xls ? open_xls(bytes) : open_xlsx(bytes));
    QY_TRY(grid, open_sheet(*workbook, facts.sheet));
    QY_TRY(writer, XlsxWriter::create(path));
    QY_CHECK(writer.add_sheet({facts.sheet}));
    const auto width = width_of(facts);
    GridRow row;
    std::vector<SheetCell> cells;
    for (;;) {
        QY_TRY(more, grid->next(row));
        if (!more) break;
        const auto line = static_cast<std::size_t>(row.line);
        while (writer.rows() + 1 < line) QY_CHECK(writer.add_row({}));  // rows that the file leaves out
        const bool is_header = row.line == facts.header_line;
        QY_TRY(result, is_header ? std::optional(titles) : result_of(row.line));
        cells.assign(row.cells.size(), {});
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!row.cells[i].text.empty()) cells[i] = std::string_view(row.cells[i].text);
        }
        if (result) {
            const auto at = std::max(width, row.filled());
            cells.resize(at + 3);
            cells[at] = std::string_view(result->status);
            cells[at + 1] = std::string_view(result->reason);
            cells[at + 2] = std::string_view(result->warning);
        }
        QY_CHECK(writer.add_row(cells, is_header ? RowLook::header : RowLook::plain));
    }
    return writer.close();
}

}  // namespace qy::collection
