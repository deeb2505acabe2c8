#include "file_kind.h"

#include "base/text.h"
#include "ole_file.h"
#include "xml_rows.h"

namespace qy::collection {
namespace {

constexpr std::string_view kZipMark = "PK\x03\x04";

std::string_view content_of(ByteView bytes) {
    auto text = qy::text_of(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

// Programs of the trade export a web page or Excel's XML of 2003 and call it .xls.
bool is_markup(std::string_view content) {
    const auto start = lower_ascii(content.substr(0, 64));
    return start.starts_with("<html") || start.starts_with("<!doctype html") || start.starts_with("<table") ||
           start.starts_with("<?xml") || start.starts_with("<meta");
}

}  // namespace

Result<FileKind> file_kind(std::string_view file_name, ByteView bytes) {
    const auto name = lower_ascii(file_name);
    const auto content = content_of(bytes);
    if (is_ole(bytes)) {
        if (name.ends_with(".et") && ole_kind(bytes) == OleKind::other) return invalid("file.et");
        return FileKind::xls;
    }
    if (content.starts_with(kZipMark)) {
        if (name.ends_with(".xlsb")) return invalid("file.binary_workbook");
        if (name.ends_with(".ods")) return invalid("file.open_document");
        return FileKind::xlsx;
    }
    const bool claims_workbook = name.ends_with(".xlsx") || name.ends_with(".xlsm") || name.ends_with(".xls");
    if (const auto root = root_of(content); root == kRowsElement || (!root.empty() && name.ends_with(".xml"))) {
        return FileKind::xml;
    }
    if (is_markup(content)) return invalid("file.web_page");
    if (name.ends_with(".et")) return invalid("file.et");
    if (name.ends_with(".json") || content.starts_with('[') || content.starts_with('{')) return FileKind::json;
    // A text that only calls itself a workbook opens in Excel and is meant; bytes that are no text are a broken one.
    if (claims_workbook && !bytes.empty() && !decode_text(bytes).ok()) return invalid("file.damaged");
    return FileKind::csv;
}

}  // namespace qy::collection
