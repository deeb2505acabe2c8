#include "xlsx_parts.h"

#include <charconv>
#include <map>

#include "base/limits.h"
#include "base/text.h"

namespace qy::collection {
namespace {

int number_of(std::string_view text) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? value : -1;
}

/// A handler that looks at elements only.
class ElementHandler : public XmlHandler {
 public:
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

struct Relationship {
    std::string type;
    std::string target;
};

class RelationshipHandler final : public ElementHandler {
 public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || found.size() >= limits::sheet_parts_max) return;
        found[std::string(attributes.get("Id"))] = {std::string(attributes.get("Type")),
                                                    std::string(attributes.get("Target"))};
    }
    std::map<std::string, Relationship> found;
};

class WorkbookHandler final : public ElementHandler {
 public:
    struct Sheet {
        std::string name;
        bool hidden;
        std::string relationship;
    };
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") {
            const auto told = attributes.get("date1904");
            from_1904 = told == "1" || told == "true";
        }
        if (name != "sheet" || sheets.size() >= limits::sheets_max) return;
        const auto state = attributes.get("state");
        sheets.push_back({std::string(attributes.get("name")), state == "hidden" || state == "veryHidden",
                          std::string(attributes.get("id"))});
    }
    std::vector<Sheet> sheets;
    bool from_1904 = false;
};

class StyleHandler final : public XmlHandler {
 public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "cellXfs") inside_ = true;
        if (name == "numFmt" && codes_.size() < limits::sheet_formats_max) {
            codes_[number_of(attributes.get("numFmtId"))] = format_of_code(attributes.get("formatCode"));
        }
        if (name == "xf" && inside_ && formats.size() < limits::sheet_formats_max) {
            const int id = number_of(attributes.get("numFmtId"));
            const auto own = codes_.find(id);
            formats.push_back(own != codes_.end() ? own->second : built_in_format(id));
        }
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") inside_ = false;
    }
    void text(std::string_view) override {}
    std::vector<NumberFormat> formats;

 private:
    std::map<int, NumberFormat> codes_;
    bool inside_ = false;
};

/// <si> holds <t>, or runs <r><t>; what is inside <rPh> says how a text is pronounced.
class SharedTextHandler final : public XmlHandler {
 public:
    explicit SharedTextHandler(TextHeap& texts) : texts_(texts) {}
    void read_with(XmlStream& stream) { stream_ = &stream; }
    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") now_.clear();
        if (name == "rPh") ++phonetic_;
        inside_ = name == "t" && phonetic_ == 0;
    }
    void end(std::string_view name) override {
        inside_ = false;
        if (name == "rPh") --phonetic_;
        if (name != "si") return;
        if (texts_.size() >= limits::sheet_texts_max) {
            return stream_->fail(too_large("sheet.too_many_texts", {std::to_string(limits::sheet_texts_max)}));
        }
        if (auto added = texts_.add(now_); !added.ok()) stream_->fail(std::move(added).error());
    }
    void text(std::string_view text) override {
        if (!inside_) return;
        if (now_.size() + text.size() > limits::sheet_cell_bytes_max) {
            return stream_->fail(too_large("sheet.cell_too_large", {std::to_string(texts_.size() + 1)}));
        }
        now_ += text;
    }

 private:
    TextHeap& texts_;
    XmlStream* stream_ = nullptr;
    std::string now_;
    int phonetic_ = 0;
    bool inside_ = false;
};

Result<void> read_part(const ZipPackage& package, std::string_view part, XmlHandler& handler) {
    QY_TRY(bytes, package.open_part(part));
    return XmlStream(std::move(bytes), handler).read_all();
}

/// The path of a target that a part in `folder` refers to: "/xl/a.xml", "worksheets/a.xml", "../a.xml".
std::string path_of(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string base(folder);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const auto slash = base.rfind('/', base.size() < 2 ? 0 : base.size() - 2);
        base = slash == std::string::npos ? std::string() : base.substr(0, slash + 1);
    }
    return base + std::string(target);
}

std::string folder_of(std::string_view part) {
    const auto slash = part.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

Result<std::map<std::string, Relationship>> relationships_of(const ZipPackage& package, std::string_view part) {
    const auto folder = folder_of(part);
    const auto name = folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
    RelationshipHandler handler;
    if (package.has(name)) QY_CHECK(read_part(package, name, handler));
    return std::move(handler.found);
}

/// Where the workbook itself is; tells what a file is that holds none.
Result<std::string> find_workbook(const ZipPackage& package) {
    QY_TRY(found, relationships_of(package, ""));
    for (const auto& [id, one] : found) {
        if (one.type.ends_with("/officeDocument")) {
            auto part = path_of("", one.target);
            if (part.ends_with(".bin")) return invalid("file.binary_workbook");
            if (!part.starts_with("xl/") && part.find("word/") == 0) return invalid("file.not_workbook");
            return part;
        }
    }
    if (package.has("xl/workbook.xml")) return std::string("xl/workbook.xml");
    if (package.has("content.xml")) return invalid("file.open_document");
    return invalid("file.not_workbook");
}

Result<void> read_texts(const ZipPackage& package, const std::string& part, TextHeap& texts) {
    SharedTextHandler handler(texts);
    QY_TRY(bytes, package.open_part(part));
    XmlStream stream(std::move(bytes), handler);
    handler.read_with(stream);
    QY_CHECK(stream.read_all());
    return texts.seal();
}

}  // namespace

Result<std::unique_ptr<XlsxParts>> read_xlsx_parts(const ZipPackage& package) {
    QY_TRY(workbook, find_workbook(package));
    if (!package.has(workbook)) return invalid("file.damaged");
    auto out = std::make_unique<XlsxParts>();
    WorkbookHandler handler;
    QY_CHECK(read_part(package, workbook, handler));
    out->from_1904 = handler.from_1904;
    QY_TRY(related, relationships_of(package, workbook));
    const auto folder = folder_of(workbook);
    for (auto& sheet : handler.sheets) {
        const auto found = related.find(sheet.relationship);
        if (found == related.end() || !found->second.type.ends_with("/worksheet")) continue;  // a chart, a macro
        out->sheets.push_back({std::move(sheet.name), sheet.hidden, path_of(folder, found->second.target)});
    }
    for (const auto& [id, one] : related) {
        const auto part = path_of(folder, one.target);
        if (!package.has(part)) continue;
        if (one.type.ends_with("/styles")) {
            StyleHandler styles;
            QY_CHECK(read_part(package, part, styles));
            out->formats = std::move(styles.formats);
        }
        if (one.type.ends_with("/sharedStrings") && out->texts.size() == 0) {
            QY_CHECK(read_texts(package, part, out->texts));
        }
    }
    if (out->sheets.empty()) return invalid("file.not_workbook");
    return out;
}

}  // namespace qy::collection
