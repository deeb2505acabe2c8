// CSV files: their text, then what every sheet is.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "decoded_table.h"
#include "grid.h"
#include "grid_table.h"

namespace qy::collection {
namespace {

/// A CSV file with its text.
class CsvTable final : public TableSource {
 public:
    static Result<std::unique_ptr<TableSource>> open(ByteView bytes, TableFacts facts, const TableOptions& options) {
        auto table = std::unique_ptr<CsvTable>(new CsvTable());
        QY_TRY(text, text_or_bytes(bytes, table->decoded_));
        if (is_blank(text)) return invalid("file.empty");
        QY_TRY(inner, open_grid_table(csv_grid(text), std::move(facts), options));
        table->inner_ = std::move(inner);
        table->facts_ = table->inner_->facts();
        return std::unique_ptr<TableSource>(std::move(table));
    }
    Result<bool> read(std::size_t rows_max, DecodedTable& table) override {
        QY_TRY(more, inner_->read(rows_max, table));
        facts_ = inner_->facts();
        return more;
    }

 private:
    CsvTable() : TableSource({}) {}
    /// UTF-8 is read where it lies.
    static Result<std::string_view> text_or_bytes(ByteView bytes, std::string& decoded) {
        const auto text = qy::text_of(bytes);
        const bool marked = text.starts_with("\xEF\xBB\xBF") || text.starts_with("\xFF\xFE");
        if (!marked && is_utf8(text) && text.substr(0, 64).find('\0') == std::string_view::npos) return text;
        QY_TRY(converted, decode_text(bytes));
        decoded = std::move(converted);
        return std::string_view(decoded);
    }
    std::string decoded_;
    std::unique_ptr<TableSource> inner_;
};

}  // namespace

Result<std::unique_ptr<TableSource>> open_csv_table(ByteView bytes, TableFacts facts, const TableOptions& options) {
    if (bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    return CsvTable::open(bytes, std::move(facts), options);
}

Result<DecodedTable> decode_csv(ByteView bytes, const AttributeTitles* attributes) {
    TableOptions options;
    options.attributes = attributes;
    QY_TRY(source, open_csv_table(bytes, {}, options));
    return whole_table(*source);
}

}  // namespace qy::collection
