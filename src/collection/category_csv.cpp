#include "collection/category_csv.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/catalogue_limits.h"
#include "base/text.h"
#include "collection/decode.h"
#include "csv_reader.h"

namespace qy::collection {
namespace {

enum class Form : std::uint8_t { text, list, flag, number };

/// One column. `object`: the member stands inside of this one, which is null when all of its columns are empty.
struct Column {
    std::string_view title;
    bool of_attribute;
    std::string_view member;
    Form form;
    std::string_view object;
};

constexpr std::string_view kRecord = "record";
constexpr std::string_view kCode = "code";
constexpr Column kColumns[] = {
    {kRecord, false, "", Form::text, ""},
    {kCode, false, "code", Form::text, ""},
    {"parent", false, "parent", Form::text, ""},
    {"name", false, "name", Form::text, ""},
    {"name_en", false, "name_en", Form::text, ""},
    {"aliases", false, "aliases", Form::list, ""},
    {"required", false, "required", Form::list, ""},
    {"steps", false, "steps", Form::list, ""},
    {"children_prefix", false, "parent_prefix", Form::flag, "children_code"},
    {"children_form", false, "form", Form::text, "children_code"},
    {"children_length", false, "length", Form::number, "children_code"},
    {"yield_low", false, "low", Form::text, "yield_range"},
    {"yield_high", false, "high", Form::text, "yield_range"},
    {"valid_from", false, "valid_from", Form::text, ""},
    {"retired", false, "retired", Form::flag, ""},
    {"successors", false, "successors", Form::list, ""},
    {"attribute", true, "name", Form::text, ""},
    {"attribute_kind", true, "kind", Form::text, ""},
    {"attribute_zh", true, "zh", Form::text, ""},
    {"attribute_en", true, "en", Form::text, ""},
    {"attribute_aliases", true, "aliases", Form::list, ""},
    {"attribute_type", true, "type", Form::text, ""},
    {"attribute_unit", true, "unit", Form::text, ""},
    {"attribute_low", true, "low", Form::text, ""},
    {"attribute_high", true, "high", Form::text, ""},
    {"attribute_dictionary", true, "dictionary", Form::text, ""},
    {"attribute_required", true, "required", Form::flag, ""},
    {"attribute_data_class", true, "data_class", Form::text, ""},
};

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos && trim(text) == text) return text;
    return '"' + replace_all(text, "\"", "\"\"") + '"';
}

std::string text_of(const Json* value, Form form) {
    if (value == nullptr || value->is_null()) return {};
    if (form == Form::list) {
        std::vector<std::string> items;
        for (const auto& item : value->as_array()) items.emplace_back(item.as_string());
        return join(items, ",");
    }
    if (form == Form::flag) return value->as_bool() ? "yes" : "no";
    if (form == Form::number) return std::to_string(value->as_int64());
    return std::string(value->as_string());
}

const Json* member_of(const JsonObject& from, const Column& column) {
    if (column.object.empty()) return from.if_contains(column.member);
    const auto* inner = from.if_contains(column.object);
    const auto* object = inner == nullptr ? nullptr : inner->if_object();
    return object == nullptr ? nullptr : object->if_contains(column.member);
}

/// One line; `attribute` null: of the category itself.
std::string line_of(const JsonObject& category, const JsonObject* attribute) {
    std::string line;
    for (const auto& column : kColumns) {
        if (column.title != kRecord) line += ',';
        if (column.title == kRecord) line += attribute == nullptr ? "category" : "attribute";
        const bool own = column.of_attribute == (attribute != nullptr) || column.title == kCode;
        if (column.title == kRecord || !own) continue;
        line += quoted(text_of(member_of(column.of_attribute ? *attribute : category, column), column.form));
    }
    return line + "\r\n";
}

std::string cell_text(const CsvCell& cell) {
    return cell.has_doubled_quotes ? undoubled(cell.text) : std::string(cell.text);
}

struct Line {
    std::int64_t number = 0;
    std::vector<std::string> cells;
};

Error value_error(const Line& line, const Column& column, const std::string& text) {
    return invalid("category_csv.value", {std::to_string(line.number), std::string(column.title), text});
}

Result<Json> value_of(const Line& line, const Column& column, const std::string& text) {
    if (column.form == Form::text) return Json(text);
    if (column.form == Form::flag) {
        const auto word = lower_ascii(trim(text));
        const bool yes = word == "yes" || word == "true" || word == "是";
        const bool no = word.empty() || word == "no" || word == "false" || word == "否";
        if (!yes && !no) return value_error(line, column, text);
        return Json(yes);
    }
    if (column.form == Form::number) {
        std::int64_t number = 0;
        const auto plain = trim(text);
        const auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
        if (fault != std::errc() || end != plain.data() + plain.size()) return value_error(line, column, text);
        return Json(number);
    }
    JsonArray items;
    for (const auto item : split(text, ',')) {
        if (!trim(item).empty()) items.push_back(Json(trim(item)));
    }
    return Json(std::move(items));
}

class Reading {
 public:
    Result<JsonObject> run(std::string_view text) {
        CsvReader reader(text, ',');
        CsvRecord record;
        for (std::int64_t number = 1; !reader.at_end(); ++number) {
            reader.next(record);
            if (record.malformed_quote) return invalid("category_csv.quote", {std::to_string(number)});
            Line line{number, {}};
            for (const auto& cell : record.cells) line.cells.push_back(cell_text(cell));
            const bool blank = std::ranges::all_of(line.cells, [](const auto& cell) { return trim(cell).empty(); });
            if (blank) continue;
            QY_CHECK(columns_.empty() ? read_header(line) : read_line(line));
        }
        if (columns_.empty()) return invalid("category_csv.no_code");
        return JsonObject{{"categories", std::move(categories_)}};
    }

 private:
    Result<void> read_header(const Line& line) {
        bool has_code = false;
        for (const auto& cell : line.cells) {
            const auto title = lower_ascii(trim(cell));
            const auto* column = std::ranges::find_if(kColumns, [&](const Column& one) { return one.title == title; });
            if (column == std::end(kColumns)) return invalid("category_csv.column", {title});
            if (std::ranges::find(columns_, column) != columns_.end()) return invalid("category_csv.doubled", {title});
            columns_.push_back(column);
            has_code = has_code || column->title == kCode;
        }
        if (!has_code) return invalid("category_csv.no_code");
        return {};
    }

    [[nodiscard]] std::string cell(const Line& line, std::string_view title) const {
        for (std::size_t i = 0; i < columns_.size() && i < line.cells.size(); ++i) {
            if (columns_[i]->title == title) return line.cells[i];
        }
        return {};
    }

    Result<void> read_line(const Line& line) {
        const auto record = lower_ascii(trim(cell(line, kRecord)));
        const bool attribute = record == "attribute";
        if (!attribute && !record.empty() && record != "category") {
            return invalid("category_csv.record", {std::to_string(line.number), record});
        }
        QY_TRY(object, object_of(line, attribute));
        if (!attribute) {
            if (categories_.size() == limits::categories_per_import_max) {
                return too_large("file.too_many_rows", {std::to_string(limits::categories_per_import_max)});
            }
            object["attributes"] = JsonArray();
            categories_.push_back(std::move(object));
            return {};
        }
        const auto code = cell(line, kCode);
        auto* last = categories_.empty() ? nullptr : &categories_.back().as_object();
        if (last == nullptr || last->at("code") != Json(code)) {
            return invalid("category_csv.order", {std::to_string(line.number), code});
        }
        last->at("attributes").as_array().push_back(std::move(object));
        return {};
    }

    Result<JsonObject> object_of(const Line& line, bool attribute) {
        JsonObject out;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto& column = *columns_[i];
            if (column.title == kRecord || column.of_attribute != attribute) continue;
            const auto text = i < line.cells.size() ? line.cells[i] : std::string();
            if (!column.object.empty() && trim(text).empty()) {
                out.emplace(column.object, nullptr);
                continue;
            }
            QY_TRY(value, value_of(line, column, text));
            if (column.object.empty()) {
                out[column.member] = std::move(value);
            } else {
                auto& inner = out[column.object];
                if (!inner.is_object()) inner = JsonObject();
                inner.as_object()[column.member] = std::move(value);
            }
        }
        return out;
    }

    std::vector<const Column*> columns_;
    JsonArray categories_;
};

}  // namespace

std::string categories_to_csv(const JsonArray& categories) {
    std::string out = "\xEF\xBB\xBF";
    for (const auto& column : kColumns) {
        if (column.title != kRecord) out += ',';
        out += column.title;
    }
    out += "\r\n";
    for (const auto& item : categories) {
        const auto& category = item.as_object();
        out += line_of(category, nullptr);
        for (const auto& attribute : category.at("attributes").as_array()) {
            out += line_of(category, &attribute.as_object());
        }
    }
    return out;
}

Result<JsonObject> categories_from_csv(ByteView bytes) {
    QY_TRY(text, decode_text(bytes));
    return Reading().run(text);
}

}  // namespace qy::collection
