// Workbooks: which of their sheets, then what every sheet is.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "grid.h"
#include "grid_table.h"
#include "sheet_header.h"

namespace qy::collection {
namespace {

/// A sheet with its workbook.
class SheetTable final : public TableSource {
 public:
    static Result<std::unique_ptr<TableSource>> open(std::unique_ptr<Workbook> workbook, TableFacts facts,
                                                     const TableOptions& options) {
        for (const auto& sheet : workbook->sheets()) {
            (sheet.hidden ? facts.hidden_sheets : facts.sheets).push_back(sheet.name);
        }
        QY_TRY(index, choose(*workbook, options));
        facts.sheet = workbook->sheets()[index].name;
        QY_TRY(grid, workbook->open(index, false));
        QY_TRY(inner, open_grid_table(std::move(grid), std::move(facts), options));
        return std::unique_ptr<TableSource>(new SheetTable(std::move(workbook), std::move(inner)));
    }
    Result<bool> read(std::size_t rows_max, DecodedTable& table) override {
        QY_TRY(more, inner_->read(rows_max, table));
        facts_ = inner_->facts();
        return more;
    }

 private:
    SheetTable(std::unique_ptr<Workbook> workbook, std::unique_ptr<TableSource> inner)
        : TableSource(inner->facts()), workbook_(std::move(workbook)), inner_(std::move(inner)) {}

    static Result<std::size_t> choose(const Workbook& workbook, const TableOptions& options) {
        const auto& sheets = workbook.sheets();
        if (!options.sheet.empty()) {
            std::vector<std::string> names;
            for (std::size_t i = 0; i < sheets.size(); ++i) {
                if (trim(sheets[i].name) == trim(options.sheet)) return i;
                names.push_back(sheets[i].name);
            }
            return invalid("sheet.not_found", {options.sheet, join(names, "、")});
        }
        std::optional<std::size_t> best;
        std::size_t known = 0;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            if (sheets[i].hidden) continue;
            QY_TRY(grid, workbook.open(i, true));
            QY_TRY(rows, first_rows(*grid));
            const auto now = known_columns(rows, options);
            if (best && now <= known) continue;
            best = i;
            known = now;
        }
        return best.value_or(0);
    }

    std::unique_ptr<Workbook> workbook_;
    std::unique_ptr<TableSource> inner_;
};

}  // namespace

Result<std::unique_ptr<TableSource>> open_workbook_table(std::unique_ptr<Workbook> workbook, TableFacts facts,
                                                         const TableOptions& options) {
    return SheetTable::open(std::move(workbook), std::move(facts), options);
}

}  // namespace qy::collection
