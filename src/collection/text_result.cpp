#include "text_result.h"

#include <algorithm>
#include <vector>

#include "base/json.h"
#include "csv_reader.h"
#include "grid.h"
#include "row_builder.h"
#include "xml_rows.h"

namespace qy::collection {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::string_view kBlanks = " \t\r\n";

std::string csv_cell(std::string_view text, char separator) {
    const char special[] = {separator, '"', '\r', '\n', '\0'};
    if (text.find_first_of(special) == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += c;
        out += c;
    }
    return out + '"';
}

class CsvResult final : public TextResult {
 public:
    CsvResult(std::string text, TextEncoding encoding, const TableFacts& facts, RowResult titles, ResultOf result_of)
        : TextResult(std::move(text), encoding, std::move(result_of)),
          body_(without_leading_lines(text_)),
          separator_(csv_separator(body_)),
          reader_(body_, separator_),
          header_line_(facts.header_line),
          titles_(std::move(titles)) {
        width_ = header_width();
    }

 private:
    Result<bool> add_row(std::string& out) override {
        if (line_ == 0) out += std::string_view(text_).substr(0, text_.size() - body_.size());
        const auto before = reader_.position();
        line_ += 1 + static_cast<std::int64_t>(reader_.skip_empty_lines());
        const auto start = reader_.position();
        out += body_.substr(before, start - before);
        if (reader_.at_end()) return false;
        reader_.next(record_);
        auto record = body_.substr(start, reader_.position() - start);
        const auto end = record.find_last_not_of("\r\n") + 1;
        QY_TRY(result, line_ == header_line_ ? std::optional(titles_) : result_of_(line_));
        out += record.substr(0, end);
        if (result) {
            for (auto cells = record_.cells.size(); cells < width_; ++cells) out += separator_;
            for (const auto* text : {&result->status, &result->reason, &result->warning}) {
                out += separator_ + csv_cell(*text, separator_);
            }
        }
        out += record.substr(end);
        return true;
    }

    /// Cells of the widest record up to the header: what is added to shorter rows stands in the same column.
    [[nodiscard]] std::size_t header_width() const {
        CsvReader reader(body_, separator_);
        CsvRecord record;
        std::size_t width = 0;
        for (std::int64_t line = 0; line < header_line_ && !reader.at_end();) {
            line += 1 + static_cast<std::int64_t>(reader.skip_empty_lines());
            if (reader.at_end()) break;
            reader.next(record);
            width = std::max(width, record.cells.size());
        }
        return width;
    }

    const std::string_view body_;
    const char separator_;
    CsvReader reader_;
    CsvRecord record_;
    const std::int64_t header_line_;
    const RowResult titles_;
    std::size_t width_ = 0;
    std::int64_t line_ = 0;
};

/// Finds the ends of the objects of the outer array. REQUIRES: the text is JSON rows.
class JsonResult final : public TextResult {
 public:
    JsonResult(std::string text, TextEncoding encoding, ResultOf result_of)
        : TextResult(std::move(text), encoding, std::move(result_of)) {}

 private:
    Result<bool> add_row(std::string& out) override {
        const auto start = at_;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                note_value(c);
                skip_text();
                continue;
            }
            if (depth_ == 2 && is_object_ && c == '}') {
                out.append(text_, start, at_ - start);
                QY_CHECK(add_members(out));
                depth_ = 1;
                out += text_[at_++];
                return true;
            }
            note_value(c);
            if (c == '{' || c == '[') ++depth_;
            if (c == '}' || c == ']') --depth_;
            ++at_;
        }
        out.append(text_, start);
        return false;
    }

    /// Counts the elements of the outer array; tells an object that has members.
    void note_value(char c) {
        if (kBlanks.find(c) != std::string_view::npos) return;
        if (depth_ == 1 && c == ',') {
            in_value_ = false;
        } else if (depth_ == 1 && c != ']' && !in_value_) {
            in_value_ = true;
            ++line_;
            is_object_ = c == '{';
            has_members_ = false;
        } else if (depth_ == 2) {
            has_members_ = true;
        }
    }
    void skip_text() {
        for (++at_; text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\') ++at_;
        }
        ++at_;
    }
    Result<void> add_members(std::string& out) {
        QY_TRY(result, result_of_(line_));
        if (!result) return {};
        const auto add = [&](std::string_view name, const std::string& value) {
            if (has_members_) out += ',';
            has_members_ = true;
            out.append("\"").append(name).append("\":").append(to_text(Json(value)));
        };
        add(kStatusMember, result->status);
        add(kReasonMember, result->reason);
        add(kWarningMember, result->warning);
        return {};
    }

    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::int64_t line_ = 0;
    bool in_value_ = false;
    bool is_object_ = false;
    bool has_members_ = false;
};

/// Where the rows of an XML text end.
class RowEnds final : public XmlHandler {
 public:
    explicit RowEnds(std::string_view text) : text_(text) {}
    void use(XmlStream& stream) { stream_ = &stream; }
    void start(std::string_view, const XmlAttributes&) override { ++depth_; }
    void end(std::string_view name) override {
        if (depth_-- != 2) return;
        const auto at = stream_->position();
        ends_.push_back(is_end_tag(at, name) ? at : 0);
    }
    void text(std::string_view) override {}
    [[nodiscard]] std::vector<std::uint64_t> take() { return std::move(ends_); }

 private:
    /// Behind <row/> something else stands.
    [[nodiscard]] bool is_end_tag(std::uint64_t at, std::string_view name) const {
        const auto tag = text_.substr(static_cast<std::size_t>(at));
        if (!tag.starts_with("</")) return false;
        auto found = tag.substr(2, tag.find_first_of(" \t\r\n>") - 2);
        if (const auto colon = found.find(':'); colon != std::string_view::npos) found.remove_prefix(colon + 1);
        return found == name;
    }

    const std::string_view text_;
    XmlStream* stream_ = nullptr;
    std::size_t depth_ = 0;
    std::vector<std::uint64_t> ends_;  // of each row its end tag; 0: it has none, <row/>
};

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += c;
        }
    }
    return out;
}

class XmlResult final : public TextResult {
 public:
    XmlResult(std::string text, TextEncoding encoding, ResultOf result_of, std::vector<std::uint64_t> ends)
        : TextResult(std::move(text), encoding, std::move(result_of)), ends_(std::move(ends)) {}

 private:
    Result<bool> add_row(std::string& out) override {
        while (row_ < ends_.size() && ends_[row_] == 0) ++row_;
        if (row_ == ends_.size()) {
            out.append(text_, at_);
            return false;
        }
        const auto end = static_cast<std::size_t>(ends_[row_++]);
        out.append(text_, at_, end - at_);
        at_ = end;
        QY_TRY(result, result_of_(static_cast<std::int64_t>(row_)));
        if (!result) return true;
        const auto add = [&](std::string_view name, const std::string& value) {
            out.append("<").append(name).append(">").append(xml_text(value)).append("</").append(name).append(">");
        };
        add(kStatusMember, result->status);
        add(kReasonMember, result->reason);
        add(kWarningMember, result->warning);
        return true;
    }

    const std::vector<std::uint64_t> ends_;
    std::size_t row_ = 0;
    std::size_t at_ = 0;
};

}  // namespace

Result<bool> TextResult::next(std::string& chunk) {
    std::string piece;
    bool more = true;
    while (more && piece.size() < kPieceBytes) {
        QY_TRY(further, add_row(piece));
        more = further;
    }
    if (!std::exchange(begun_, true)) chunk += mark_of(encoding_);
    QY_TRY(encoded, encode_text(piece, encoding_));
    chunk += encoded;
    return more;
}

std::unique_ptr<ResultFile> csv_result(std::string text, TextEncoding encoding, const TableFacts& facts,
                                       const RowResult& titles, ResultOf result_of) {
    return std::make_unique<CsvResult>(std::move(text), encoding, facts, titles, std::move(result_of));
}

std::unique_ptr<ResultFile> json_result(std::string text, TextEncoding encoding, ResultOf result_of) {
    return std::make_unique<JsonResult>(std::move(text), encoding, std::move(result_of));
}

Result<std::unique_ptr<ResultFile>> xml_result(std::string text, TextEncoding encoding, ResultOf result_of) {
    RowEnds ends(text);
    XmlStream stream(std::make_unique<TextStream>(text), ends, true);
    ends.use(stream);
    QY_CHECK(stream.read_all());
    return std::unique_ptr<ResultFile>(new XmlResult(std::move(text), encoding, std::move(result_of), ends.take()));
}

}  // namespace qy::collection
