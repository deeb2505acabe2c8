// Any text as CSV with each separator: no byte is lost, and the cells of sound records, written with quotes, are read
// as the same cells.
#include "csv_reader.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

namespace {

using qy::collection::CsvCell;
using qy::collection::CsvReader;
using qy::collection::CsvRecord;
using Rows = std::vector<std::vector<std::string>>;

std::string text_of(const CsvCell& cell) {
    return cell.has_doubled_quotes ? qy::collection::undoubled(cell.text) : std::string(cell.text);
}

Rows rows_of(std::string_view text, char separator, bool& any_malformed) {
    Rows rows;
    CsvReader reader(text, separator);
    CsvRecord record;
    while (!reader.at_end()) {
        reader.next(record);
        any_malformed = any_malformed || record.malformed_quote;
        QY_ASSERT(!record.cells.empty());
        rows.emplace_back();
        for (const auto& cell : record.cells) {
            QY_ASSERT(cell.text.data() >= text.data() &&
                      cell.text.data() + cell.text.size() <= text.data() + text.size());
            rows.back().push_back(text_of(cell));
        }
    }
    return rows;
}

std::string quoted(const Rows& rows, char separator, std::string_view line_end) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0) out += separator;
            out += '"' + qy::replace_all(row[i], "\"", "\"\"") + '"';
        }
        out += line_end;
    }
    return out;
}

// Empty lines are counted one by one, whichever way they are passed over.
void check_empty_lines(std::string_view text) {
    CsvReader skipping(text, ',');
    const auto count = skipping.skip_empty_lines();
    CsvReader reading(text, ',');
    CsvRecord record;
    for (std::size_t i = 0; i < count; ++i) {
        reading.next(record);
        QY_ASSERT(record.cells.size() == 1 && record.cells[0].text.empty());
    }
    QY_ASSERT(reading.at_end() == skipping.at_end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    check_empty_lines(text);
    for (const char separator : {',', '\t', ';'}) {
        bool any_malformed = false;
        const auto rows = rows_of(text, separator, any_malformed);
        for (const std::string_view line_end : {"\n", "\r\n", "\r"}) {
            bool malformed = false;
            QY_ASSERT(rows_of(quoted(rows, separator, line_end), separator, malformed) == rows);
            QY_ASSERT(!malformed);
        }
    }
    return 0;
}
