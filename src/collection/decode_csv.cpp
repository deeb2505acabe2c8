#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "collection/decode.h"
#include "csv_reader.h"
#include "decoded_table.h"

namespace qy::collection {
namespace {

using model::Field;

std::string text_of_cell(const CsvCell& cell) {
    return cell.has_doubled_quotes ? undoubled(cell.text) : std::string(cell.text);
}

// Leading blank lines are no records of ours: the header is record 1.
std::string_view without_leading_lines(std::string_view text) {
    const std::size_t at = text.find_first_not_of("\r\n");
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

// The separator that makes most known columns of the header; the first of the list when it does not matter.
char separator_of(std::string_view text) {
    char best = ',';
    std::size_t best_known = 0;
    std::size_t best_cells = 0;
    for (const char separator : {',', '\t', ';'}) {
        CsvRecord header;
        CsvReader(text, separator).next(header);
        if (header.cells.size() > limits::import_columns_max) header.cells.resize(limits::import_columns_max);
        const auto known =
            static_cast<std::size_t>(std::count_if(header.cells.begin(), header.cells.end(), [](const CsvCell& cell) {
                return read_title(text_of_cell(cell)).field.has_value();
            }));
        if (known > best_known || (known == best_known && header.cells.size() > best_cells)) {
            best = separator;
            best_known = known;
            best_cells = header.cells.size();
        }
    }
    return best;
}

struct Header {
    std::vector<Title> columns;
    std::vector<std::string> ignored;
};

Result<Header> read_header(const CsvRecord& record) {
    if (record.cells.size() > limits::import_columns_max) {
        return too_large("file.too_many_columns", {std::to_string(limits::import_columns_max)});
    }
    Header header;
    std::array<std::string, static_cast<std::size_t>(Field::count_)> titles;
    bool any_known = false;
    for (const auto& cell : record.cells) {
        const auto text = text_of_cell(cell);
        auto title = read_title(text);
        if (title.field) {
            any_known = true;
            auto& earlier = titles[static_cast<std::size_t>(*title.field)];
            if (!earlier.empty()) return invalid("column.doubled", {std::string(trim(text)), earlier});
            earlier = trim(text);
        } else if (!is_blank(text)) {
            header.ignored.emplace_back(trim(text));
        }
        header.columns.push_back(std::move(title));
    }
    if (!any_known) return invalid("file.no_known_column");
    return header;
}

bool is_blank_record(const CsvRecord& record) {
    return std::all_of(record.cells.begin(), record.cells.end(),
                       [](const CsvCell& cell) { return is_blank(cell.text); });
}

std::string_view kept_text(const CsvCell& cell, const Title& column, DecodedTable& table) {
    const bool with_unit = !column.unit.empty() && takes_unit(*column.field, cell.text);
    if (with_unit) return table.keep(std::string(trim(cell.text)) + column.unit);
    return cell.has_doubled_quotes ? table.keep(undoubled(cell.text)) : cell.text;
}

DecodedRow make_row(const CsvRecord& record, const Header& header, std::int64_t line, DecodedTable& table) {
    DecodedRow row;
    row.line = line;
    std::size_t filled_to = 0;
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
        if (is_blank(record.cells[i].text)) continue;
        filled_to = i + 1;
        if (i >= header.columns.size() || !header.columns[i].field) continue;
        row.cells.push_back({*header.columns[i].field, kept_text(record.cells[i], header.columns[i], table)});
    }
    if (record.malformed_quote) row.faults.push_back({"", "row.malformed_quote", {}});
    if (filled_to > header.columns.size()) {
        row.faults.push_back(
            {"", "row.too_many_cells", {std::to_string(filled_to), std::to_string(header.columns.size())}});
    }
    sort_cells(row);
    return row;
}

}  // namespace

Result<DecodedTable> decode_csv(ByteView bytes) {
    QY_CHECK(check_file(bytes));
    QY_TRY(decoded, decode_text(bytes));
    DecodedTable table;
    const std::string_view text = without_leading_lines(table.keep(std::move(decoded)));
    if (is_blank(text)) return invalid("file.empty");
    CsvReader reader(text, separator_of(text));
    CsvRecord record;
    reader.next(record);
    QY_TRY(header, read_header(record));
    for (std::int64_t line = 2;; ++line) {
        line += static_cast<std::int64_t>(reader.skip_empty_lines());
        if (reader.at_end()) break;
        reader.next(record);
        if (is_blank_record(record)) continue;
        if (table.rows.size() == limits::import_rows_max) {
            return too_large("file.too_many_rows", {std::to_string(limits::import_rows_max)});
        }
        table.rows.push_back(make_row(record, header, line, table));
    }
    table.ignored_columns = std::move(header.ignored);
    identify_rows(table);
    return table;
}

}  // namespace qy::collection
