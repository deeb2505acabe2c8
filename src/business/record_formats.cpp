#include "record_formats.h"

#include <fstream>

#include "base/json.h"
#include "base/text.h"
#include "collection/xlsx_write.h"

namespace qy::business {
namespace {

std::string_view label_of(const RecordColumn& column, Language language) {
    return language == Language::zh ? column.zh : column.en;
}
std::string_view title_of(const RecordTable& table, Language language) {
    return language == Language::zh ? table.zh : table.en;
}

/// "企业：…  期间：2026-03-01 至 2026-03-31".
std::string head_text(const RecordHead& head, Language language) {
    const bool zh = language == Language::zh;
    std::string text = (zh ? "企业：" : "Party: ") + head.party;
    if (!head.credit_code.empty()) text += (zh ? "　统一社会信用代码：" : "  Credit code: ") + head.credit_code;
    return text + (zh ? "　期间：" : "  Period: ") + head.from + (zh ? " 至 " : " to ") + head.until;
}

std::string escaped(std::string_view text) {
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

/// Formats that are a text.
class TextWriter : public RecordWriter {
 public:
    explicit TextWriter(const std::filesystem::path& path) : path_(path.string()), file_(path, std::ios::binary) {}

 protected:
    Result<void> put(std::string_view text) {
        file_.write(text.data(), static_cast<std::streamsize>(text.size()));
        return file_ ? Result<void>() : unavailable("file.unwritable", {path_});
    }
    Result<void> finish(std::string_view text) {
        QY_CHECK(put(text));
        file_.close();
        return file_ ? Result<void>() : unavailable("file.unwritable", {path_});
    }
    const RecordTable* table_ = nullptr;
    Language language_ = Language::zh;

 private:
    std::string path_;
    std::ofstream file_;
};

class CsvWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const RecordTable& table, const RecordHead&, Language language) override {
        std::vector<std::string> titles;
        for (const auto& column : table.columns) titles.emplace_back(label_of(column, language));
        QY_CHECK(put("\xEF\xBB\xBF"));  // programs read it as UTF-8 with this only
        return add(titles);
    }
    Result<void> add(const RecordRow& row) override {
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
    Result<void> begin(const RecordTable& table, const RecordHead&, Language) override {
        table_ = &table;
        return put("[");
    }
    Result<void> add(const RecordRow& row) override {
        JsonObject object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) object.emplace(table_->columns[i].name, row[i]);
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
    Result<void> begin(const RecordTable& table, const RecordHead& head, Language) override {
        table_ = &table;
        return put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records xmlns=\"urn:qiongyuan:records:1\" kind=\"" +
                   std::string(to_string(table.kind)) + "\" from=\"" + escaped(head.from) + "\" until=\"" +
                   escaped(head.until) + "\">\n");
    }
    Result<void> add(const RecordRow& row) override {
        std::string text = "<record>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string name(table_->columns[i].name);
            if (!row[i].empty()) text += "<" + name + ">" + escaped(row[i]) + "</" + name + ">";
        }
        return put(text + "</record>\n");
    }
    Result<void> end() override { return finish("</records>\n"); }
};

/// A page for printing: A4 across, the header on every sheet, lines to sign on.
class HtmlWriter final : public TextWriter {
 public:
    using TextWriter::TextWriter;
    Result<void> begin(const RecordTable& table, const RecordHead& head, Language language) override {
        language_ = language;
        const std::string title(title_of(table, language));
        std::string text = "<!DOCTYPE html>\n<html lang=\"" + std::string(language == Language::zh ? "zh-CN" : "en") +
                           "\"><head><meta charset=\"utf-8\"><title>" + title + "</title><style>" +
                           std::string(kStyle) + "</style></head><body><h1>" + title + "</h1><p>" +
                           escaped(head_text(head, language)) + "</p>";
        const auto basis = language == Language::zh ? table.basis_zh : table.basis_en;
        if (!basis.empty()) text += "<p>" + escaped(basis) + "</p>";
        text += "<table><thead><tr>";
        for (const auto& column : table.columns) {
            text += "<th scope=\"col\">" + escaped(label_of(column, language)) + "</th>";
        }
        return put(text + "</tr></thead><tbody>\n");
    }
    Result<void> add(const RecordRow& row) override {
        std::string text = "<tr>";
        for (const auto& cell : row) text += "<td>" + escaped(cell) + "</td>";
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

class SheetWriter final : public RecordWriter {
 public:
    explicit SheetWriter(collection::XlsxWriter book) : book_(std::move(book)) {}
    Result<void> begin(const RecordTable& table, const RecordHead& head, Language language) override {
        using collection::RowLook;
        table_ = &table;
        const bool document = !table.basis_zh.empty();
        const auto columns = table.columns.size();
        QY_CHECK(book_.add_sheet({.name = std::string(title_of(table, language)),
                                  .widths = std::vector<double>(columns, 15),
                                  .header_rows = document ? 4U : 1U,
                                  .printed = document}));
        if (document) {
            QY_CHECK(book_.add_banner(title_of(table, language), columns, RowLook::title));
            QY_CHECK(book_.add_banner(head_text(head, language), columns, RowLook::note));
            QY_CHECK(
                book_.add_banner(language == Language::zh ? table.basis_zh : table.basis_en, columns, RowLook::note));
        }
        std::vector<collection::SheetCell> titles;
        for (const auto& column : table.columns) titles.emplace_back(label_of(column, language));
        return book_.add_row(titles, RowLook::header);
    }
    Result<void> add(const RecordRow& row) override {
        std::vector<collection::SheetCell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string_view text = row[i];
            switch (table_->columns[i].kind) {
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
    const RecordTable* table_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<RecordWriter>> open_record_writer(RecordFormat format, const std::filesystem::path& path) {
    switch (format) {
        case RecordFormat::csv:
            return std::unique_ptr<RecordWriter>(new CsvWriter(path));
        case RecordFormat::json:
            return std::unique_ptr<RecordWriter>(new JsonWriter(path));
        case RecordFormat::xml:
            return std::unique_ptr<RecordWriter>(new XmlWriter(path));
        case RecordFormat::html:
            return std::unique_ptr<RecordWriter>(new HtmlWriter(path));
        case RecordFormat::xlsx:
            break;
    }
    QY_TRY(book, collection::XlsxWriter::create(path));
    return std::unique_ptr<RecordWriter>(new SheetWriter(std::move(book)));
}

}  // namespace qy::business
