// Opens a file as a table, by what it is.
#include "collection/decode.h"

#include "base/limits.h"
#include "bundle_table.h"
#include "collection/bundle.h"
#include "decoded_table.h"
#include "file_kind.h"
#include "grid.h"
#include "grid_table.h"

namespace qy::collection {
namespace {

/// Rows that were decoded at once: JSON and XML.
class WholeTable final : public TableSource {
 public:
    WholeTable(TableFacts facts, DecodedTable table) : TableSource(std::move(facts)), table_(std::move(table)) {
        facts_.rows = static_cast<std::int64_t>(table_.rows.size());
    }
    Result<bool> read(std::size_t rows_max, DecodedTable& table) override {
        for (std::size_t count = 0; count < rows_max; ++count) {
            if (at_ == table_.rows.size()) return false;
            auto row = table_.rows[at_++];
            for (auto& cell : row.cells) cell.text = table.keep(cell.text);
            for (auto& cell : row.attributes) cell = {table.keep(cell.name), table.keep(cell.text)};
            table.rows.push_back(std::move(row));
        }
        return true;
    }

 private:
    DecodedTable table_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<TableSource>> open_table(std::string_view file_name, ByteView bytes,
                                                const TableOptions& options) {
    if (bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    if (Bundle::recognises(file_name, bytes)) return open_bundle_table(bytes, options);
    return open_plain_table(file_name, bytes, options);
}

Result<std::unique_ptr<TableSource>> open_plain_table(std::string_view file_name, ByteView bytes,
                                                      const TableOptions& options) {
    TableFacts facts;
    QY_TRY(kind, file_kind(file_name, bytes));
    facts.format = kind;
    switch (kind) {
        case FileKind::json: {
            QY_TRY(table, decode_json(bytes, options.attributes));
            return std::unique_ptr<TableSource>(new WholeTable(std::move(facts), std::move(table)));
        }
        case FileKind::xml: {
            QY_TRY(table, decode_xml(bytes, options.attributes));
            return std::unique_ptr<TableSource>(new WholeTable(std::move(facts), std::move(table)));
        }
        case FileKind::xlsx: {
            QY_TRY(workbook, open_xlsx(bytes));
            return open_workbook_table(std::move(workbook), std::move(facts), options);
        }
        case FileKind::xls: {
            QY_TRY(workbook, open_xls(bytes));
            return open_workbook_table(std::move(workbook), std::move(facts), options);
        }
        case FileKind::csv:
            break;
    }
    return open_csv_table(bytes, std::move(facts), options);
}

Result<DecodedTable> whole_table(TableSource& source) {
    DecodedTable table;
    QY_TRY(more, source.read(limits::import_rows_max + 1, table));
    (void)more;
    for (const auto& column : source.facts().columns) {
        if (!column.field && column.attribute.empty() && !column.holds_units)
            table.ignored_columns.push_back(column.title);
    }
    identify_rows(table);
    return table;
}

Result<DecodedTable> decode(std::string_view file_name, ByteView bytes, const TableOptions& options,
                            TableFacts* facts) {
    QY_TRY(source, open_table(file_name, bytes, options));
    QY_TRY(table, whole_table(*source));
    if (facts != nullptr) *facts = source->facts();
    return table;
}

}  // namespace qy::collection
