// Rows of any sheet: its header, then its data row by row; what is no data (totals, notes, the header again) is told,
// not read.
#include "grid_table.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "decoded_table.h"
#include "row_kind.h"
#include "sheet_header.h"
#include "sheet_reference.h"

namespace qy::collection {
namespace {

using model::Field;

/// The rows of one grid behind its header.
class GridTable final : public TableSource {
 public:
    static Result<std::unique_ptr<TableSource>> open(std::unique_ptr<Grid> grid, TableFacts facts,
                                                     const TableOptions& options) {
        QY_TRY(rows, first_rows(*grid));
        if (rows.empty()) return invalid("file.empty");
        QY_TRY(header, find_header(rows, options));
        auto table = std::unique_ptr<GridTable>(new GridTable(std::move(grid), std::move(facts), std::move(header)));
        table->begin(std::move(rows));
        return std::unique_ptr<TableSource>(std::move(table));
    }

    Result<bool> read(std::size_t rows_max, DecodedTable& table) override {
        for (std::size_t count = 0; count < rows_max;) {
            QY_TRY(more, next());
            if (!more) return false;
            if (row_.is_blank()) continue;
            if (row_.hidden) ++facts_.hidden_rows;
            const auto kind = kind_of(row_, header_);
            if (kind != RowKind::data) {
                skip(row_.line, kind);
                continue;
            }
            if (rows_ == limits::import_rows_max) {
                return too_large("file.too_many_rows", {std::to_string(limits::import_rows_max)});
            }
            ++rows_;
            ++count;
            table.rows.push_back(make_row(table));
        }
        return true;
    }

 private:
    GridTable(std::unique_ptr<Grid> grid, TableFacts facts, SheetHeader header)
        : TableSource(std::move(facts)), grid_(std::move(grid)), header_(std::move(header)) {}

    void begin(std::vector<GridRow> rows) {
        const auto& hidden = grid_->facts().hidden_columns;
        facts_.rows = grid_->facts().rows;
        facts_.header_line = rows[header_.first + header_.rows - 1].line;
        for (std::size_t i = 0; i < header_.first; ++i) skip(rows[i].line, RowKind::above_header);
        for (std::size_t i = 0; i < header_.columns.size(); ++i) {
            const auto& column = header_.columns[i];
            if (column.title.empty()) continue;
            const bool is_hidden = std::find(hidden.begin(), hidden.end(), i) != hidden.end();
            facts_.columns.push_back({column_name(i), column.title, column.field, column.attribute, column.unit,
                                      column.holds_units, column.mapped, is_hidden});
        }
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(header_.first + header_.rows));
        waiting_ = std::move(rows);
    }

    Result<bool> next() {
        if (waiting_at_ < waiting_.size()) {
            row_ = std::move(waiting_[waiting_at_++]);
            return true;
        }
        return grid_->next(row_);
    }

    void skip(std::int64_t line, RowKind kind) {
        ++facts_.skipped_rows;
        if (facts_.skipped.size() < limits::import_skipped_told_max) facts_.skipped.push_back({line, code_of(kind)});
    }

    /// The cell's text; a bare number gets the unit of its title, or of the column of units.
    std::string_view text_of(std::size_t i, DecodedTable& table) const {
        const auto& cell = row_.cells[i];
        const auto& column = header_.columns[i];
        std::string_view unit = column.unit;
        for (const auto& other : header_.columns) {
            if (!other.holds_units || other.unit_of != i) continue;
            unit = row_.text_of(static_cast<std::size_t>(&other - header_.columns.data()));
        }
        if (!unit.empty() && takes_unit({column.field, column.attribute, {}}, cell.text)) {
            return table.keep(std::string(trim(cell.text)).append(unit));
        }
        return table.keep(cell.text);
    }

    void add_cell(std::size_t i, DecodedRow& row, DecodedTable& table) const {
        const auto& cell = row_.cells[i];
        const auto& column = header_.columns[i];
        const std::string name(column.name());
        const bool shared =
            cell.from_above && column.field && model::row_of(*column.field).type == model::FieldType::quantity;
        if (shared) row.faults.push_back({name, name + ".merged", {}});
        if (!cell.problem.empty()) {
            row.faults.push_back({name, name + '.' + std::string(cell.problem), {cell.text}});
        } else if (!is_blank(cell.text) && column.field) {
            row.cells.push_back({*column.field, text_of(i, table)});
        } else if (!is_blank(cell.text)) {
            row.attributes.push_back({table.keep(column.attribute), text_of(i, table)});
        }
    }

    DecodedRow make_row(DecodedTable& table) const {
        DecodedRow row;
        row.line = row_.line;
        for (std::size_t i = 0; i < std::min(row_.cells.size(), header_.columns.size()); ++i) {
            if (header_.columns[i].is_known()) add_cell(i, row, table);
        }
        if (row_.malformed_quote) row.faults.push_back({"", "row.malformed_quote", {}});
        const auto filled = row_.filled();
        if (filled > header_.columns.size() && grid_->facts().cells_may_shift) {
            row.faults.push_back(
                {"", "row.too_many_cells", {std::to_string(filled), std::to_string(header_.columns.size())}});
        }
        sort_cells(row);
        return row;
    }

    std::unique_ptr<Grid> grid_;
    SheetHeader header_;
    std::vector<GridRow> waiting_;
    std::size_t waiting_at_ = 0;
    GridRow row_;
    std::size_t rows_ = 0;
};

}  // namespace

Result<std::vector<GridRow>> first_rows(Grid& grid) {
    std::vector<GridRow> rows;
    GridRow row;
    while (rows.size() < limits::import_header_rows_max) {
        QY_TRY(more, grid.next(row));
        if (!more) break;
        if (!row.is_blank()) rows.push_back(std::move(row));
        row = {};
    }
    return rows;
}

Result<std::unique_ptr<TableSource>> open_grid_table(std::unique_ptr<Grid> grid, TableFacts facts,
                                                     const TableOptions& options) {
    return GridTable::open(std::move(grid), std::move(facts), options);
}

}  // namespace qy::collection
