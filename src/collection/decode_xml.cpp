// XML rows, one element for each cell. Document types are refused, and with them entities; nothing is fetched.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "collection/decode.h"
#include "decoded_table.h"
#include "row_builder.h"
#include "xml_rows.h"

namespace qy::collection {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kRootEnds = " \t\r\n/>";
constexpr std::size_t kDeclarationBytes = 200;

/// Depth 1 is <rows>, 2 a <row>, 3 a cell, more is nested.
class RowsHandler final : public XmlHandler {
 public:
    RowsHandler(DecodedTable& table, const AttributeTitles* attributes) : builder_(table, attributes), table_(table) {}
    void use(XmlStream& stream) { stream_ = &stream; }

    void start(std::string_view name, const XmlAttributes& attributes) override {
        ++depth_;
        if (depth_ == 1 && name != kRowsElement) return stream_->fail(invalid("xml.not_rows", {std::string(name)}));
        if (depth_ == 2) begin_row(name);
        if (depth_ == 3) {
            name_ = name;
            value_.clear();
        }
        if (depth_ == 4) builder_.nested(name_);
        const auto attribute = attributes.first_plain();
        if (depth_ > 1 && !attribute.empty()) builder_.fault("column.attribute", {std::string(attribute)});
    }
    void end(std::string_view) override {
        if (depth_ == 2) builder_.end();
        if (depth_ == 3) builder_.member(name_, std::move(value_));
        --depth_;
    }
    void text(std::string_view text) override {
        if (depth_ == 3) {
            value_ += text;
        } else if (depth_ == 2 && !is_blank(text)) {
            builder_.fault("row.loose_text", {std::string(trim(text.substr(0, text_piece(text))))});
        }
    }

 private:
    /// The first characters of a text, whole ones.
    static std::size_t text_piece(std::string_view text) {
        std::size_t size = std::min(text.size(), std::size_t{60});
        while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
        return size;
    }
    void begin_row(std::string_view name) {
        if (table_.rows.size() == limits::import_rows_max) {
            return stream_->fail(too_large("file.too_many_rows", {std::to_string(limits::import_rows_max)}));
        }
        builder_.begin(++line_);
        if (name != kRowElement) builder_.fault("row.other_element", {std::string(name)});
    }

    RowBuilder builder_;
    DecodedTable& table_;
    XmlStream* stream_ = nullptr;
    std::string name_;
    std::string value_;
    std::int64_t line_ = 0;
    std::size_t depth_ = 0;
};

/// The value of `encoding` in the declaration; empty when it says nothing.
std::string declared_encoding(std::string_view text) {
    if (!text.starts_with("<?xml")) return {};
    const auto declaration = text.substr(0, std::min(text.find("?>"), kDeclarationBytes));
    const auto at = declaration.find("encoding");
    const auto open = at == std::string_view::npos ? at : declaration.find_first_of("\"'", at);
    if (open == std::string_view::npos) return {};
    const auto close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) return {};
    return lower_ascii(declaration.substr(open + 1, close - open - 1));
}

}  // namespace

std::string_view root_of(std::string_view content) {
    for (;;) {
        const auto start = content.find_first_not_of(kBlanks);
        if (start == std::string_view::npos || content[start] != '<') return {};
        content.remove_prefix(start);
        const bool comment = content.starts_with("<!--");
        if (!comment && !content.starts_with("<?")) break;
        const std::string_view end = comment ? "-->" : "?>";
        const auto at = content.find(end);
        if (at == std::string_view::npos) return {};
        content.remove_prefix(at + end.size());
    }
    auto name = content.substr(1, content.find_first_of(kRootEnds, 1) - 1);
    if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    return name;
}

Result<std::size_t> TextStream::read(char* piece, std::size_t size) {
    const auto part = rest_.substr(0, size);
    std::copy(part.begin(), part.end(), piece);
    rest_.remove_prefix(part.size());
    return part.size();
}

Result<void> check_declared_encoding(std::string_view text) {
    constexpr std::string_view kRead[] = {"", "utf-8", "utf8", "us-ascii", "ascii", "gb18030", "gbk", "gb2312"};
    const auto declared = declared_encoding(text);
    if (std::find(std::begin(kRead), std::end(kRead), declared) != std::end(kRead)) return {};
    return invalid("xml.encoding", {declared});
}

Result<DecodedTable> decode_xml(ByteView bytes, const AttributeTitles* attributes) {
    if (bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    QY_TRY(text, decode_text(bytes));
    if (is_blank(text)) return invalid("file.empty");
    QY_CHECK(check_declared_encoding(text));
    DecodedTable table;
    RowsHandler handler(table, attributes);
    XmlStream stream(std::make_unique<TextStream>(text), handler, true);
    handler.use(stream);
    auto read = stream.read_all();
    if (!read.ok() && read.error().code == "file.damaged") {
        return invalid("xml.malformed", {stream.place()}).because(read.error().detail.text);
    }
    QY_CHECK(std::move(read));
    identify_rows(table);
    return table;
}

}  // namespace qy::collection
