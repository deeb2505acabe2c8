#pragma once
// A grid as a table: header found, data rows told apart from what stands around them.
#include <memory>
#include <vector>

#include "collection/decode.h"
#include "grid.h"

namespace qy::collection {

/// The rows among which the header is looked for; blank ones are left out. Errors: those of the grid.
Result<std::vector<GridRow>> first_rows(Grid& grid);

/// Errors: those of first_rows() and find_header(); invalid `file.empty`.
Result<std::unique_ptr<TableSource>> open_grid_table(std::unique_ptr<Grid> grid, TableFacts facts,
                                                     const TableOptions& options);

/// A CSV file. Errors: those of decode_csv.
Result<std::unique_ptr<TableSource>> open_csv_table(ByteView bytes, TableFacts facts, const TableOptions& options);
/// A sheet of a workbook. Errors: those of open_table.
Result<std::unique_ptr<TableSource>> open_workbook_table(std::unique_ptr<Workbook> workbook, TableFacts facts,
                                                         const TableOptions& options);
/// All that is left of a source, identified.
Result<DecodedTable> whole_table(TableSource& source);

}  // namespace qy::collection
