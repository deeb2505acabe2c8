#include "presentation/answer_file.h"

#include <algorithm>
#include <array>
#include <optional>

#include "answer_cells.h"
#include "base/archive_limits.h"
#include "base/limits.h"
#include "base/text_file.h"
#include "business/audit_keeper.h"
#include "business/table_file.h"
#include "file_download.h"
#include "member_titles.h"
#include "model/answer_schema.h"
#include "model/data_table.h"

namespace qy::presentation {
namespace {

using business::TableFormat;
using business::TableShape;

// Audited, though they change nothing, and no lists.
constexpr auto kAuditedQuestions = std::to_array<std::string_view>(
    {"audit.verify", "category.export", "clock.show", "key.list", "ledger.verify", "person.find", "person.tell"});

constexpr std::string_view kXmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Members that tell the platform's people of persons: they are looked at where they are needed and do not leave as
/// files, which takes two persons (export.propose).
std::vector<std::string> kept_back(std::string_view function) {
    std::vector<std::string> names;
    for (const auto& one : model::sent_members()) {
        const bool persons = one.data_class == model::DataClass::personal && one.audience == model::Audience::platform;
        if (one.function == function && persons) names.push_back(one.member.substr(one.member.rfind('.') + 1));
    }
    return names;
}

/// One answer, or the items of a list one after another.
class ItemWriter {
 public:
    virtual ~ItemWriter() = default;
    virtual Result<void> add(const JsonObject& item) = 0;
    virtual Result<void> end() = 0;
};

class JsonItems final : public ItemWriter {
 public:
    explicit JsonItems(const std::filesystem::path& path) : file_(path) {}
    Result<void> add(const JsonObject& item) override {
        const std::string_view before = any_ ? ",\n" : "[\n";
        any_ = true;
        return file_.put(std::string(before) + to_text(item));
    }
    Result<void> end() override {
        QY_CHECK(file_.put(any_ ? "\n]\n" : "[]\n"));
        return file_.close();
    }

 private:
    TextFile file_;
    bool any_ = false;
};

std::string xml_root(std::string_view element, std::string_view function) {
    return std::string(kXmlHead) + "<" + std::string(element) + " xmlns=\"" + std::string(model::kAnswersSpace) +
           "\" function=\"" + std::string(function) + "\">\n";
}

class XmlItems final : public ItemWriter {
 public:
    XmlItems(const std::filesystem::path& path, std::string_view function)
        : file_(path), head_(xml_root("list", function)) {}
    Result<void> add(const JsonObject& item) override {
        return file_.put(std::exchange(head_, {}) + xml_element("item", item) + "\n");
    }
    Result<void> end() override {
        QY_CHECK(file_.put(std::exchange(head_, {}) + "</list>\n"));
        return file_.close();
    }

 private:
    TextFile file_;
    std::string head_;  ///< until it is written
};

business::TableRow row_of(const JsonObject& item, const TableShape& shape) {
    business::TableRow row;
    for (const auto& column : shape.columns) row.push_back(cell_at(item, column.name));
    return row;
}

TableShape shape_of(std::string name, std::string_view zh, std::string_view en,
                    const std::vector<std::string>& columns) {
    TableShape shape{std::move(name), std::string(zh), std::string(en)};
    for (const auto& column : columns) shape.columns.push_back(titled_column(column));
    return shape;
}

class TableItems final : public ItemWriter {
 public:
    TableItems(std::unique_ptr<business::TableWriter> out, TableShape shape)
        : out_(std::move(out)), shape_(std::move(shape)) {}
    Result<void> begin(Language language) { return out_->begin(shape_, {}, language); }
    Result<void> add(const JsonObject& item) override { return out_->add(row_of(item, shape_)); }
    Result<void> end() override { return out_->end(); }

 private:
    std::unique_ptr<business::TableWriter> out_;
    TableShape shape_;
};

Result<std::unique_ptr<ItemWriter>> open_items(const Route& route, TableFormat format, Language language,
                                               const std::filesystem::path& path) {
    if (format == TableFormat::json) return std::unique_ptr<ItemWriter>(new JsonItems(path));
    if (format == TableFormat::xml) return std::unique_ptr<ItemWriter>(new XmlItems(path, route.name));
    QY_TRY(out, business::open_table_writer(format, path));
    auto columns = list_columns(route.name);
    const auto kept = kept_back(route.name);
    std::erase_if(columns, [&](const std::string& column) { return std::ranges::find(kept, column) != kept.end(); });
    auto table =
        std::make_unique<TableItems>(std::move(out), shape_of(std::string(route.name), route.zh, route.en, columns));
    QY_CHECK(table->begin(language));
    return std::unique_ptr<ItemWriter>(std::move(table));
}

JsonObject without(JsonObject object, const std::vector<std::string>& names) {
    for (const auto& name : names) object.erase(name);
    return object;
}

/// The question goes on from page to page until nothing is left. Returns how many items there were.
Result<std::int64_t> write_list(const Route& route, JsonObject body, Call& call, JsonObject page, ItemWriter& out) {
    const auto kept = kept_back(route.name);
    const auto most = call.actor.is_anonymous() ? limits::list_file_visitor_rows_max : limits::list_file_rows_max;
    const bool one_page = body.contains("limit");
    std::int64_t count = 0;
    for (std::int64_t pages = 1;; ++pages) {
        const auto& items = page.at("items").as_array();
        count += static_cast<std::int64_t>(items.size());
        if (count > most || pages > most) return too_large("format.too_long", {std::to_string(most)});
        for (const auto& item : items) QY_CHECK(out.add(without(item.as_object(), kept)));
        const auto* const next = page.if_contains("next_cursor");
        if (one_page || next == nullptr || next->is_null()) break;
        body["cursor"] = *next;
        body["limit"] = limits::list_items_max;
        QY_TRY(answer, route.handler(Json(body), call));
        page = std::move(answer.data.as_object());
    }
    QY_CHECK(out.end());
    return count;
}

/// A list of an answer, or, without a name, what is no list.
struct AnswerTable {
    std::string name;
    std::vector<const JsonObject*> rows;
};

bool is_list_of_objects(const Json& value) {
    const auto* const list = value.if_array();
    return list != nullptr && !list->empty() &&
           std::ranges::all_of(*list, [](const Json& item) { return item.is_object(); });
}

/// `rest` takes what is no list of objects, and is the last table's only row.
std::vector<AnswerTable> tables_of(const JsonObject& answer, JsonObject& rest) {
    std::vector<AnswerTable> tables;
    for (const auto& member : answer) {
        if (!is_list_of_objects(member.value())) {
            rest[member.key()] = member.value();
            continue;
        }
        auto& table = tables.emplace_back(AnswerTable{std::string(member.key()), {}});
        for (const auto& item : member.value().as_array()) table.rows.push_back(&item.as_object());
    }
    if (!rest.empty() || tables.empty()) tables.push_back({"", {&rest}});
    return tables;
}

TableShape shape_of(const Route& route, const AnswerTable& table) {
    if (table.name.empty()) return shape_of(std::string(route.name), route.zh, route.en, columns_of(table.rows));
    const auto title = titled_column(table.name);
    return shape_of(table.name, title.zh, title.en, columns_of(table.rows));
}

Result<void> write_tables(const Route& route, const JsonObject& answer, Language language, TableFormat format,
                          const std::string& wanted, const std::filesystem::path& path) {
    JsonObject rest;
    auto tables = tables_of(answer, rest);
    if (format == TableFormat::csv || !wanted.empty()) {
        const auto found = wanted.empty() ? tables.begin() : std::ranges::find(tables, wanted, &AnswerTable::name);
        if (found == tables.end()) return invalid("format.no_table", {wanted});
        tables = {*found};
    }
    QY_TRY(out, business::open_table_writer(format, path));
    std::vector<TableShape> shapes;
    for (const auto& table : tables) {
        auto shape = shape_of(route, table);
        // A workbook's sheets have different names.
        const bool taken = std::ranges::any_of(
            shapes, [&](const TableShape& other) { return other.zh == shape.zh || other.en == shape.en; });
        if (taken) shape.zh = shape.en = shape.name;
        shapes.push_back(std::move(shape));
    }
    for (std::size_t i = 0; i < tables.size(); ++i) {
        QY_CHECK(out->begin(shapes[i], {}, language));
        for (const auto* const row : tables[i].rows) QY_CHECK(out->add(row_of(*row, shapes[i])));
    }
    return out->end();
}

Result<void> write_answer(const Route& route, const JsonObject& answer, Language language, TableFormat format,
                          const std::string& wanted, const std::filesystem::path& path) {
    if (format == TableFormat::csv || format == TableFormat::xlsx) {
        return write_tables(route, answer, language, format, wanted, path);
    }
    TextFile file(path);
    if (format == TableFormat::json) {
        QY_CHECK(file.put(to_text(answer) + "\n"));
    } else {
        QY_CHECK(file.put(xml_root("answer", route.name)));
        for (const auto& member : answer) QY_CHECK(file.put(xml_element(member.key(), member.value()) + "\n"));
        QY_CHECK(file.put("</answer>\n"));
    }
    return file.close();
}

Result<void> tell(const Route& route, const Call& call, TableFormat format, std::int64_t count) {
    if (call.actor.is_anonymous()) return {};
    return call.use.audit.record(call.actor,
                                 {route.name, "", "ok", JsonObject{{"format", to_string(format)}, {"items", count}}});
}

Result<Answer> file_of(const Route& route, const Json& body, Call& call, TableFormat format, const std::string& table) {
    QY_TRY(first, route.handler(body, call));
    auto* const data = first.data.if_object();
    if (data == nullptr || first.download || first.live) return invalid("format.not_here", {std::string(route.name)});
    const bool is_list = !list_columns(route.name).empty();
    if (!is_list) *data = without(std::move(*data), kept_back(route.name));
    std::int64_t count = 1;
    const auto make = [&](const std::filesystem::path& path) -> Result<void> {
        if (!is_list) return write_answer(route, *data, call.language, format, table, path);
        QY_TRY(out, open_items(route, format, call.language, path));
        const auto* const object = body.if_object();
        QY_TRY(written, write_list(route, object == nullptr ? JsonObject() : *object, call, std::move(*data), *out));
        count = written;
        return {};
    };
    const auto name = std::string(route.name) + "." + std::string(to_string(format));
    QY_TRY(download, made_download(std::string(content_type_of(format)), name, make));
    QY_CHECK(tell(route, call, format, count));
    Answer answer{nullptr, std::move(download), first.failure};
    answer.cookies = std::move(first.cookies);
    return answer;
}

}  // namespace

bool is_question(const Route& route) {
    if (route.once != Once::no) return false;
    return route.audit != Audit::yes || std::ranges::find(kAuditedQuestions, route.name) != kAuditedQuestions.end() ||
           !list_columns(route.name).empty();
}

Result<Answer> call_for_file(const Route& route, const Json& body, Call& call, const FileOrder& order) {
    const auto format = business::parse_table_format(order.format);
    if (!format || *format == TableFormat::html) return invalid("format.unknown", {order.format});
    if (!is_question(route)) return invalid("format.not_here", {std::string(route.name)});
    return call_with(route, call, [&](Call& inner) {
        Call whole{inner.use, inner.actor, inner.language, inner.base_url, inner.visitor};  // nothing kept as a text
        return file_of(route, body, whole, *format, order.table);
    });
}

}  // namespace qy::presentation
