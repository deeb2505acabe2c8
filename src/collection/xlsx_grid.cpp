// The sheets of an XLSX workbook, streamed: memory holds one piece of a sheet's XML and the rows that it completes.
// Merged areas stand behind the cells in the file, so a sheet that is read as a whole is looked through once before.
#include <charconv>
#include <cmath>
#include <deque>

#include "base/limits.h"
#include "base/text.h"
#include "grid.h"
#include "merged_areas.h"
#include "sheet_reference.h"
#include "xlsx_parts.h"
#include "zip_package.h"

namespace qy::collection {
namespace {

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

void append_utf8(std::string& out, unsigned unit) {
    if (unit < 0x80) {
        out += static_cast<char>(unit);
    } else if (unit < 0x800) {
        out += {static_cast<char>(0xC0U | unit >> 6U), static_cast<char>(0x80U | (unit & 0x3FU))};
    } else {
        out += {static_cast<char>(0xE0U | unit >> 12U), static_cast<char>(0x80U | (unit >> 6U & 0x3FU)),
                static_cast<char>(0x80U | (unit & 0x3FU))};
    }
}

/// "_x000D_" is how a workbook writes a character that XML cannot hold. (ECMA-376, 22.9.2.19)
std::string unescaped(std::string_view text) {
    constexpr std::size_t kSize = 7;
    std::string out;
    while (!text.empty()) {
        unsigned unit = 0;
        const bool shaped = text.size() >= kSize && text.starts_with("_x") && text[kSize - 1] == '_';
        const auto* const end = text.data() + (shaped ? kSize - 1 : 0);
        const bool is_escape = shaped && std::from_chars(text.data() + 2, end, unit, 16).ptr == end && unit != 0 &&
                               (unit < 0xD800 || unit > 0xDFFF);
        if (is_escape) {
            append_utf8(out, unit);
        } else {
            out += text.front();
        }
        text.remove_prefix(is_escape ? kSize : 1);
    }
    return out;
}

std::int64_t integer_of(std::string_view text, std::int64_t otherwise) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

/// What has to be known of a sheet before its rows.
class FactsHandler final : public XmlHandler {
 public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "row") filled_ = false;
        if (name == "v" || name == "t") filled_ = true;
        if (name == "col" && is_true(attributes.get("hidden"))) hide(attributes);
        if (name != "mergeCell") return;
        const auto area = read_area(attributes.get("ref"));
        if (area && areas.size() < limits::sheet_merges_max) areas.add(*area);
    }
    void end(std::string_view name) override { rows += name == "row" && filled_ ? 1 : 0; }
    void text(std::string_view) override {}

    MergedAreas areas;
    std::int64_t rows = 0;
    std::vector<std::size_t> hidden_columns;

 private:
    void hide(const XmlAttributes& attributes) {
        const auto last =
            std::min(integer_of(attributes.get("max"), 0), static_cast<std::int64_t>(limits::import_columns_max));
        for (auto at = std::max<std::int64_t>(integer_of(attributes.get("min"), 1), 1); at <= last; ++at) {
            hidden_columns.push_back(static_cast<std::size_t>(at - 1));
        }
    }
    bool filled_ = false;
};

/// Rows of <sheetData>. A cell is <c r="B2" s="3" t="s"><f>…</f><v>7</v></c>, or <c
/// t="inlineStr"><is><t>…</t></is></c>.
class RowHandler final : public XmlHandler {
 public:
    explicit RowHandler(const XlsxParts& parts) : parts_(parts) {}
    void read_with(XmlStream& stream) { stream_ = &stream; }
    std::deque<GridRow> ready;

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "row") start_row(attributes);
        if (name == "c") start_cell(attributes);
        if (name == "f") formula_ = true;
        if (name == "rPh") ++phonetic_;
        taking_ = in_cell_ && phonetic_ == 0 && (name == "v" || name == "t");
        has_value_ = has_value_ || taking_;
    }

    void end(std::string_view name) override {
        taking_ = false;
        if (name == "rPh") --phonetic_;
        if (name == "c" && in_cell_) end_cell();
        if (name == "row" && in_row_) end_row();
        if (name == "sheetData") stream_->stop();
    }

    void text(std::string_view text) override {
        if (!taking_) return;
        if (value_.size() + text.size() > limits::sheet_cell_bytes_max) {
            return stream_->fail(too_large("sheet.cell_too_large", {column_name(column_) + std::to_string(row_.line)}));
        }
        value_ += text;
    }

 private:
    void start_row(const XmlAttributes& attributes) {
        const auto line = integer_of(attributes.get("r"), last_line_ + 1);
        if (in_row_ || line <= last_line_) return stream_->fail(invalid("file.damaged"));
        in_row_ = true;
        last_line_ = line;
        row_ = {};
        row_.line = line;
        row_.hidden = is_true(attributes.get("hidden"));
        column_ = 0;
        next_column_ = 0;
    }

    void start_cell(const XmlAttributes& attributes) {
        if (!in_row_) return;
        const auto place = read_cell_place(attributes.get("r"));
        column_ = place ? place->column : next_column_;
        next_column_ = column_ + 1;
        type_ = attributes.get("t");
        style_ = static_cast<std::size_t>(std::max<std::int64_t>(integer_of(attributes.get("s"), 0), 0));
        value_.clear();
        formula_ = has_value_ = false;
        in_cell_ = true;
    }

    void end_cell() {
        in_cell_ = false;
        if (!has_value_ && !formula_) return;
        GridCell cell;
        // A text that is empty is a result: t="str".
        if (!has_value_ || (formula_ && value_.empty() && type_ != "str")) {
            cell.problem = "formula_empty";
        } else if (!fill(cell)) {
            return stream_->fail(invalid("file.damaged"));
        }
        if (column_ > limits::import_columns_max) column_ = limits::import_columns_max;  // told as one too many
        if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
        row_.cells[column_] = std::move(cell);
    }

    /// False when the value cannot be what the cell says it is.
    bool fill(GridCell& cell) {
        if (type_ == "s") {
            const auto index = integer_of(trim(value_), -1);
            if (index < 0 || index >= static_cast<std::int64_t>(parts_.texts.size())) return false;
            cell.text = parts_.texts.at(static_cast<std::size_t>(index));
        } else if (type_.empty() || type_ == "n") {
            fill_number(cell);
        } else if (type_ == "b") {
            cell.text = is_true(trim(value_)) ? "TRUE" : "FALSE";
        } else {
            if (type_ == "e") cell.problem = "formula_error";
            cell.text = value_;
        }
        if (cell.text.find("_x") != std::string::npos) cell.text = unescaped(cell.text);
        return true;
    }

    void fill_number(GridCell& cell) {
        static const NumberFormat kPlain;
        const auto& format = style_ < parts_.formats.size() ? parts_.formats[style_] : kPlain;
        cell.text = shown_number(value_, format, parts_.from_1904);
        if (lost_digits(cell.text)) cell.problem = "digits_lost";
    }

    void end_row() {
        in_row_ = false;
        if (!row_.cells.empty()) ready.push_back(std::move(row_));
    }

    const XlsxParts& parts_;
    XmlStream* stream_ = nullptr;
    GridRow row_;
    std::int64_t last_line_ = 0;
    std::size_t column_ = 0;
    std::size_t next_column_ = 0;
    std::size_t style_ = 0;
    std::string type_;
    std::string value_;
    int phonetic_ = 0;
    bool in_row_ = false, in_cell_ = false, taking_ = false, formula_ = false, has_value_ = false;
};

class XlsxGrid final : public Grid {
 public:
    XlsxGrid(std::unique_ptr<ByteStream> bytes, const XlsxParts& parts, GridFacts facts, MergedAreas areas)
        : handler_(parts), stream_(std::move(bytes), handler_), areas_(std::move(areas)) {
        handler_.read_with(stream_);
        facts_ = std::move(facts);
    }

    Result<bool> next(GridRow& row) override {
        while (handler_.ready.empty()) {
            QY_TRY(more, stream_.step());
            if (!more && handler_.ready.empty()) return false;
        }
        row = std::move(handler_.ready.front());
        handler_.ready.pop_front();
        areas_.fill(row);
        return true;
    }

 private:
    RowHandler handler_;
    XmlStream stream_;
    MergedAreas areas_;
};

class XlsxWorkbook final : public Workbook {
 public:
    XlsxWorkbook(ZipPackage package, std::unique_ptr<XlsxParts> parts)
        : package_(std::move(package)), parts_(std::move(parts)) {
        for (const auto& sheet : parts_->sheets) sheets_.push_back({sheet.name, sheet.hidden});
    }

    Result<std::unique_ptr<Grid>> open(std::size_t sheet, bool first_rows) const override {
        const auto& chosen = parts_->sheets[sheet];
        GridFacts facts;
        FactsHandler found;
        if (!first_rows) {
            QY_TRY(bytes, package_.open_part(chosen.part));
            QY_CHECK(XmlStream(std::move(bytes), found).read_all());
            found.areas.sort();
            facts.rows = found.rows;
            facts.hidden_columns = std::move(found.hidden_columns);
        }
        QY_TRY(bytes, package_.open_part(chosen.part));
        return std::unique_ptr<Grid>(new XlsxGrid(std::move(bytes), *parts_, std::move(facts), std::move(found.areas)));
    }

 private:
    ZipPackage package_;
    std::unique_ptr<XlsxParts> parts_;
};

}  // namespace

Result<std::unique_ptr<Workbook>> open_xlsx(ByteView bytes) {
    QY_TRY(package, ZipPackage::open(bytes));
    QY_TRY(parts, read_xlsx_parts(package));
    return std::unique_ptr<Workbook>(new XlsxWorkbook(std::move(package), std::move(parts)));
}

}  // namespace qy::collection
