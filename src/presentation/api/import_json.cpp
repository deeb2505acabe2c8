#include "import_json.h"

#include "base/limits.h"
#include "base/media_limits.h"
#include "model/draft.h"

namespace qy::presentation {
namespace {

JsonArray text_array(const std::vector<std::string>& texts) {
    JsonArray out;
    for (const auto& text : texts) out.push_back(boost::json::value(text));
    return out;
}

JsonObject column_json(const model::TableColumn& column, Language language) {
    JsonObject out{
        {"column", column.letter},    {"title", column.title},
        {"field", nullptr},           {"attribute", column.attribute.empty() ? Json(nullptr) : Json(column.attribute)},
        {"label", nullptr},           {"unit", column.unit},
        {"mapped", column.mapped},    {"hidden", column.hidden},
        {"units", column.holds_units}};
    if (column.field) {
        const auto& row = model::row_of(*column.field);
        out["field"] = row.name;
        out["label"] = language == Language::zh ? row.zh : row.en;
    }
    return out;
}

JsonArray preview_files_json(const std::vector<business::PreviewFile>& files, Language language) {
    JsonArray out;
    for (const auto& file : files) {
        JsonArray lines;
        for (const auto line : file.lines) lines.push_back(Json(line));
        std::vector<model::RowFault> faults;
        if (!file.fault.empty()) faults.push_back({"", file.fault, {std::to_string(limits::media_bytes_max >> 20U)}});
        out.push_back(
            JsonObject{{"name", file.name}, {"lines", std::move(lines)}, {"faults", faults_json(faults, language)}});
    }
    return out;
}

}  // namespace

JsonObject reading_json(const model::TableFacts& facts, Language language) {
    JsonArray columns;
    for (const auto& column : facts.columns) columns.push_back(column_json(column, language));
    JsonArray skipped;
    for (const auto& row : facts.skipped) {
        skipped.push_back(
            JsonObject{{"line", row.line}, {"code", row.code}, {"advice", message_text(row.code, {}, language)}});
    }
    return {{"format", model::to_string(facts.format)},
            {"sheet", facts.sheet},
            {"sheets", text_array(facts.sheets)},
            {"hidden_sheets", text_array(facts.hidden_sheets)},
            {"header_line", facts.header_line},
            {"columns", std::move(columns)},
            {"skipped", std::move(skipped)},
            {"skipped_rows", facts.skipped_rows},
            {"hidden_rows", facts.hidden_rows}};
}

JsonArray faults_json(const std::vector<model::RowFault>& faults, Language language) {
    JsonArray out;
    for (const auto& fault : faults) {
        out.push_back(
            JsonObject{{"field", fault.field}, {"code", fault.code}, {"advice", model::fault_text(fault, language)}});
    }
    return out;
}

JsonArray row_status_json(const std::vector<model::RowStatus>& rows, Language language) {
    JsonArray out;
    for (const auto& status : rows) {
        JsonObject one{{"line", status.line},
                       {"status", model::to_string(status.outcome)},
                       {"faults", faults_json(status.faults, language)}};
        if (!status.warnings.empty()) one["warnings"] = faults_json(status.warnings, language);
        out.push_back(std::move(one));
    }
    return out;
}

JsonObject preview_json(const business::PreviewReport& report, Language language) {
    JsonArray rows;
    for (const auto& row : report.first_rows) {
        JsonObject cells;
        for (const auto& [column, text] : row.cells) cells.emplace(column, text);
        rows.push_back(JsonObject{{"line", row.line}, {"cells", std::move(cells)}});
    }
    return {{"reading", reading_json(report.reading, language)},
            {"first_rows", std::move(rows)},
            {"good", report.good},
            {"exists", report.exists},
            {"repeated", report.repeated},
            {"faulty", report.faulty},
            {"faults", row_status_json(report.faults, language)},
            {"warned", report.warned},
            {"warnings", row_status_json(report.warnings, language)},
            {"files", preview_files_json(report.files, language)}};
}

model::TableOptions read_table_options(ObjectReader& in) {
    model::TableOptions options;
    options.sheet = in.optional_text("sheet", limits::name_code_points_max).value_or("");
    options.mapping.strict = true;
    const auto* const mapping = in.optional_object("mapping");
    if (mapping == nullptr) return options;
    if (mapping->size() > limits::import_mapping_columns_max) {
        in.fault(too_large("mapping.too_many", {std::to_string(limits::import_mapping_columns_max)}), "mapping");
        return options;
    }
    for (const auto& [title, field] : *mapping) {
        if (!field.is_string()) {
            in.fault(invalid("member.type", {"string"}), "mapping");
            continue;
        }
        options.mapping.columns.push_back({std::string(title), std::string(field.as_string())});
    }
    return options;
}

}  // namespace qy::presentation
