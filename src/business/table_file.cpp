#include "business/table_file.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/text.h"
#include "base/text_file.h"
#include "collection/xlsx_write.h"

namespace qy::business {
namespace {

struct FormatRow {
    TableFormat format;
    std::string_view name;
    std::string_view content_type;
};
constexpr auto kFormats = std::to_array<FormatRow>({
    {TableFormat::xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {TableFormat::csv, "csv", "text/csv; charset=utf-8"},
    {TableFormat::json, "json", "application/json; charset=utf-8"},
    {TableFormat::xml, "xml", "application/xml; charset=utf-8"},
    {TableFormat::html, "html", "text/html; charset=utf-8"},
});

std::string_view label_of(const TableColumn& column, Language language) {
    return language == Language::zh ? column.zh : column.en;
}
std::string_view title_of(const TableShape& shape, Language language) {
    return language == Language::zh ? shape.zh : shape.en;
}

/// "企业：…  期间：2026-03-01 至 2026-03-31".
std::string head_text(const TableHead& head, Language language) {
    const bool zh = language == Language::zh;
    std::string text = (zh ? "企业：" : "Party: ") + head.party;
    if (!head.credit_code.empty()) text += (zh ? "　统一社会信用代码：" : "  Credit code: ") + head.credit_code;
    return text + (zh ? "　期间：" : "  Period: ") + head.from + (zh ? " 至 " : " to ") + head.until;
}

/// Formats that are a text.
class TextWriter : public TableWriter {
 public:
    explicit TextWriter(const std::filesystem::path& path) : file_(path) {}

 protected:
    Result<void> put(std::string_view text) { return file_.put(text); }
    Result<void> finish(std::string_view text) {
        QY_CHECK(file_.put(text));
        return file_.close();
    }
    const TableShape* shape_ = nullptr;
    Language language_ = Language::zh;

 private:
    TextFile file_;
};

class CsvWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const TableShape& shape, const TableHead&, Language language) override {
        std::vector<std::string> titles;
        for (const auto& column : shape.columns) titles.emplace_back(label_of(column, language));
        QY_CHECK(put("\xEF\xBB\xBF"));  // programs read it as UTF-8 with this only
        return add(titles);
    }
    Result<void> add(const TableRow& row) override {
        std::string line;
        for (const auto& cell : row) {
            if (&cell != &row.front()) line += ',';
            line += cell_text(cell);
        }
        return put(line + "\r\n");
    }
    Result<void> end() override { return finish(""); }

 private:
    /// A number may begin with a minus; nothing else that a program could calculate stands at the front.
    static bool is_formula_like(std::string_view cell) {
        if (cell.empty() || std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos) return false;
        const bool number = cell.front() == '-' && cell.size() > 1 &&
                            cell.substr(1).find_first_not_of("0123456789.") == std::string_view::npos;
        return !number;
    }
    static std::string cell_text(std::string_view cell) {
        std::string text = (is_formula_like(cell) ? "'" : "") + std::string(cell);
        if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
        return "\"" + replace_all(text, "\"", "\"\"") + "\"";
    }
};

class JsonWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const TableShape& shape, const TableHead&, Language) override {
        shape_ = &shape;
        return put("[");
    }
    Result<void> add(const TableRow& row) override {
        JsonObject object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) object.emplace(shape_->columns[i].name, row[i]);
        }
        const std::string before = first_ ? "\n" : ",\n";
        first_ = false;
        return put(before + to_text(object));
    }
    Result<void> end() override { return finish("\n]\n"); }

 private:
    bool first_ = true;
};

class XmlWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const TableShape& shape, const TableHead& head, Language) override {
        shape_ = &shape;
        return put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records xmlns=\"urn:qiongyuan:records:1\" kind=\"" +
                   shape.name + "\" from=\"" + escaped_markup(head.from) + "\" until=\"" + escaped_markup(head.until) +
                   "\">\n");
    }
    Result<void> add(const TableRow& row) override {
        std::string text = "<record>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string name(shape_->columns[i].name);
            if (!row[i].empty()) text += "<" + name + ">" + escaped_markup(row[i]) + "</" + name + ">";
        }
        return put(text + "</record>\n");
    }
    Result<void> end() override { return finish("</records>\n"); }
};

/// A page for printing: A4 across, the header on every sheet, lines to sign on.
class HtmlWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const TableShape& shape, const TableHead& head, Language language) override {
        language_ = language;
        const std::string title(title_of(shape, language));
        std::string text = "<!DOCTYPE html>\n<html lang=\"" + std::string(language == Language::zh ? "zh-CN" : "en") +
                           "\"><head><meta charset=\"utf-8\"><title>" + title + "</title><style>" +
                           std::string(kStyle) + "</style></head><body><h1>" + title + "</h1><p>" +
                           escaped_markup(head_text(head, language)) + "</p>";
        const auto basis = language == Language::zh ? shape.basis_zh : shape.basis_en;
        if (!basis.empty()) text += "<p>" + escaped_markup(basis) + "</p>";
        text += "<table><thead><tr>";
        for (const auto& column : shape.columns) {
            text += "<th scope=\"col\">" + escaped_markup(label_of(column, language)) + "</th>";
        }
        return put(text + "</tr></thead><tbody>\n");
    }
    Result<void> add(const TableRow& row) override {
        std::string text = "<tr>";
        for (const auto& cell : row) text += "<td>" + escaped_markup(cell) + "</td>";
        return put(text + "</tr>\n");
    }
    Result<void> end() override {
        return finish(
            language_ == Language::zh
                ? "</tbody></table><p class=\"sign\">记录人：　　　　　　负责人：　　　　　　日期：</p></body></html>\n"
                : "</tbody></table><p class=\"sign\">Recorded by: Responsible: Date:</p></body></html>\n");
    }

 private:
    static constexpr std::string_view kStyle =
        "@page{size:A4 landscape;margin:12mm}body{font:10pt/1.4 'Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
        "h1{font-size:16pt;text-align:center;margin:0 0 4mm}table{border-collapse:collapse;width:100%}"
        "th,td{border:1px solid #444;padding:1mm 1.5mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
        "th{background:#eef3ef}thead{display:table-header-group}tr{break-inside:avoid}.sign{margin-top:8mm}";
};

class SheetWriter final : public TableWriter {
 public:
    explicit SheetWriter(collection::XlsxWriter book) : book_(std::move(book)) {}
    Result<void> begin(const TableShape& shape, const TableHead& head, Language language) override {
        using collection::RowLook;
        shape_ = &shape;
        const bool document = !shape.basis_zh.empty();
        const auto columns = shape.columns.size();
        QY_CHECK(book_.add_sheet({.name = std::string(title_of(shape, language)),
                                  .widths = std::vector<double>(columns, 15),
                                  .header_rows = document ? 4U : 1U,
                                  .printed = document}));
        if (document) {
            QY_CHECK(book_.add_banner(title_of(shape, language), columns, RowLook::title));
            QY_CHECK(book_.add_banner(head_text(head, language), columns, RowLook::note));
            QY_CHECK(
                book_.add_banner(language == Language::zh ? shape.basis_zh : shape.basis_en, columns, RowLook::note));
        }
        std::vector<collection::SheetCell> titles;
        for (const auto& column : shape.columns) titles.emplace_back(label_of(column, language));
        return book_.add_row(titles, RowLook::header);
    }
    Result<void> add(const TableRow& row) override {
        std::vector<collection::SheetCell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string_view text = row[i];
            switch (shape_->columns[i].kind) {
                case CellKind::day:
                    cells.emplace_back(collection::SheetDay{text});
                    break;
                case CellKind::number:
                    cells.emplace_back(collection::SheetNumber{text});
                    break;
                case CellKind::text:
                    cells.emplace_back(text);
                    break;
            }
        }
        return book_.add_row(cells);
    }
    Result<void> end() override { return book_.close(); }

 private:
    collection::XlsxWriter book_;
    const TableShape* shape_ = nullptr;
};

}  // namespace

std::optional<TableFormat> parse_table_format(std::string_view text) {
    const auto found = std::ranges::find(kFormats, text, &FormatRow::name);
    return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}
std::string_view to_string(TableFormat format) {
    return std::ranges::find(kFormats, format, &FormatRow::format)->name;
}
std::string_view content_type_of(TableFormat format) {
    return std::ranges::find(kFormats, format, &FormatRow::format)->content_type;
}

std::string escaped_markup(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default: {
                // XML has no form for other control characters.
                const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
                if (!control) out += c;
            }
        }
    }
    return out;
}

Result<std::unique_ptr<TableWriter>> open_table_writer(TableFormat format, const std::filesystem::path& path) {
    switch (format) {
        case TableFormat::csv:
            return std::unique_ptr<TableWriter>(new CsvWriter(path));
        case TableFormat::json:
            return std::unique_ptr<TableWriter>(new JsonWriter(path));
        case TableFormat::xml:
            return std::unique_ptr<TableWriter>(new XmlWriter(path));
        case TableFormat::html:
            return std::unique_ptr<TableWriter>(new HtmlWriter(path));
        case TableFormat::xlsx:
            break;
    }
    QY_TRY(book, collection::XlsxWriter::create(path));
    return std::unique_ptr<TableWriter>(new SheetWriter(std::move(book)));
}

}  // namespace qy::business
