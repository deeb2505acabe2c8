// CSV as a grid: finds the separator, then reads record by record.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "csv_reader.h"
#include "decoded_table.h"
#include "grid.h"

namespace qy::collection {
namespace {

std::string text_of_cell(const CsvCell& cell) {
    return cell.has_doubled_quotes ? undoubled(cell.text) : std::string(cell.text);
}

struct Separation {
    std::size_t known = 0;  ///< columns of the record that names most
    std::size_t cells = 0;  ///< of the first record
};

Separation try_separator(std::string_view text, char separator) {
    Separation out;
    CsvReader reader(text, separator);
    CsvRecord record;
    for (std::size_t i = 0; i < limits::import_header_rows_max && !reader.at_end(); ++i) {
        reader.next(record);
        if (i == 0) out.cells = record.cells.size();
        if (record.cells.size() > limits::import_columns_max) record.cells.resize(limits::import_columns_max);
        const auto known = std::count_if(record.cells.begin(), record.cells.end(), [](const CsvCell& cell) {
            return read_title(text_of_cell(cell), nullptr).is_known();
        });
        out.known = std::max(out.known, static_cast<std::size_t>(known));
    }
    return out;
}

class CsvGrid final : public Grid {
 public:
    explicit CsvGrid(std::string_view text) : reader_(text, csv_separator(text)) { facts_.cells_may_shift = true; }

    Result<bool> next(GridRow& row) override {
        line_ += 1 + static_cast<std::int64_t>(reader_.skip_empty_lines());
        if (reader_.at_end()) return false;
        reader_.next(record_);
        row.line = line_;
        row.malformed_quote = record_.malformed_quote;
        row.hidden = false;
        row.cells.resize(record_.cells.size());
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = record_.cells[i];
            if (cell.has_doubled_quotes) {
                row.cells[i].text = undoubled(cell.text);
            } else {
                row.cells[i].text.assign(cell.text);
            }
        }
        return true;
    }

 private:
    CsvReader reader_;
    CsvRecord record_;
    std::int64_t line_ = 0;
};

}  // namespace

// The separator that makes most known columns; the first of the list when it does not matter.
char csv_separator(std::string_view text) {
    char best = ',';
    Separation found;
    for (const char separator : {',', '\t', ';'}) {
        const auto now = try_separator(text, separator);
        if (now.known > found.known || (now.known == found.known && now.cells > found.cells)) {
            best = separator;
            found = now;
        }
    }
    return best;
}

std::string_view without_leading_lines(std::string_view text) {
    const std::size_t at = text.find_first_not_of("\r\n");
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

std::unique_ptr<Grid> csv_grid(std::string_view text) {
    return std::make_unique<CsvGrid>(without_leading_lines(text));
}

}  // namespace qy::collection
