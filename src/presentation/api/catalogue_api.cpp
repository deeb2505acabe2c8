// category.*: the tree of categories, its history and its changes; product.history. (clauses 6.1, 6.2.1)
#include "business/catalogue.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "business/lot_history.h"
#include "business/review.h"
#include "change_calls.h"
#include "handlers.h"
#include "model/event_time.h"
#include "personal_trail.h"
#include "submission_json.h"

namespace qy::presentation {
namespace {

using model::Category;

constexpr std::size_t kCode = limits::category_code_characters_max;
constexpr std::size_t kFormat = 10;
constexpr std::size_t kCsvBase64Max = limits::category_csv_bytes_max / 3 * 4 + 4;

std::string code_of(const std::vector<Category>& all, model::CategoryId id) {
    for (const auto& category : all) {
        if (category.id == id) return category.code;
    }
    return {};
}

/// A day, or empty for today.
std::string read_day(ObjectReader& in) {
    auto day = in.optional_text("day", 10).value_or("");
    const auto parsed = model::EventTime::parse(day);
    if (!day.empty() && (!parsed.ok() || parsed->precision != model::Precision::day)) {
        in.fault(invalid("time.malformed"), "day");
    }
    return day;
}

JsonObject version_json(const Category& version, const std::vector<Category>& all) {
    auto out = business::category_json(version, code_of(all, version.parent));
    out["version"] = version.version;
    out["valid_to"] = version.valid_to;
    out["retired"] = version.retired;
    out["operation"] = version.operation;
    out["changed_by"] = version.changed_by;
    out["changed_at"] = version.changed_at.microseconds == 0 ? "" : model::to_rfc3339(version.changed_at);
    return out;
}

/// What the category asks for with what it inherits; each with the category that it comes from.
JsonObject asked_json(const business::CategoryView& view) {
    JsonArray required;
    JsonArray attributes;
    JsonArray steps;
    std::vector<std::string> names;
    std::vector<Category> line{view.category};
    line.insert(line.end(), view.lineage.begin(), view.lineage.end());
    for (const auto& one : line) {
        for (const auto field : one.required) {
            required.push_back(JsonObject{{"field", model::row_of(field).name}, {"from", one.code}});
        }
        for (const auto& attribute : one.attributes) {
            if (std::find(names.begin(), names.end(), attribute.name) != names.end()) continue;
            names.push_back(attribute.name);
            auto entry = model::to_json(attribute);
            entry["from"] = one.code;
            attributes.push_back(std::move(entry));
        }
        if (!steps.empty()) continue;
        for (const auto step : one.steps) {
            steps.push_back(JsonObject{{"step", model::to_string(step)}, {"from", one.code}});
        }
    }
    return {{"required", std::move(required)}, {"attributes", std::move(attributes)}, {"steps", std::move(steps)}};
}

/// {"csv_base64", "reason"?} as the operation that it stands for.
Result<JsonObject> from_csv(const Json& body) {
    ObjectReader in(body, "");
    const auto content = in.text("csv_base64", kCsvBase64Max);
    const auto reason = in.optional_text("reason", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    auto bytes = from_base64(content);
    if (!bytes.ok()) return std::move(bytes).error().at("csv_base64");
    auto tree = business::categories_of_csv(*bytes);
    if (!tree.ok()) return std::move(tree).error().at("csv_base64");
    if (reason) tree->emplace("reason", *reason);
    return tree;
}

JsonArray field_names(const std::vector<model::Field>& fields) {
    JsonArray names;
    for (const auto field : fields) names.push_back(boost::json::value(model::row_of(field).name));
    return names;
}

JsonArray changes_json(const std::vector<business::FieldDiff>& changes) {
    JsonArray list;
    for (const auto& one : changes) {
        list.push_back(JsonObject{
            {"field", one.field}, {"zh", one.zh}, {"en", one.en}, {"before", one.before}, {"after", one.after}});
    }
    return list;
}

}  // namespace

namespace handlers {

Result<Answer> category_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto day = read_day(in);
    QY_CHECK(in.finish());
    QY_TRY(all, business::categories_on(call.use.services, day));
    JsonArray items;
    for (const auto& category : all) {
        items.push_back(JsonObject{{"code", category.code},
                                   {"parent", code_of(all, category.parent)},
                                   {"name", category.name},
                                   {"name_en", category.name_en},
                                   {"version", category.version},
                                   {"valid_from", category.valid_from}});
    }
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> category_show(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto code = in.text("category", kCode);
    const auto day = read_day(in);
    QY_CHECK(in.finish());
    QY_TRY(view, business::show_category(call.use.services, code, day));
    auto out = version_json(view.category, view.all);
    out["with_inherited"] = asked_json(view);
    JsonArray versions;
    for (const auto& version : view.versions) versions.push_back(version_json(version, view.all));
    out["versions"] = std::move(versions);
    JsonArray successors;
    for (const auto& successor : view.successors) successors.push_back(Json(successor));
    out["successors"] = std::move(successors);
    out["products"] = view.products;
    return Answer{std::move(out), {}, false};
}

Result<Answer> category_save(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::catalogue, "save");
}
Result<Answer> category_move(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::catalogue, "move");
}
Result<Answer> category_merge(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::catalogue, "merge");
}
Result<Answer> category_split(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::catalogue, "split");
}
Result<Answer> category_retire(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::catalogue, "retire");
}
Result<Answer> category_import(const Json& body, Call& call) {
    const auto* object = body.if_object();
    if (object == nullptr || !object->contains("csv_base64")) {
        return propose(body, call, model::ChangeKind::catalogue, "import");
    }
    QY_TRY(content, from_csv(body));
    return propose(std::move(content), call, model::ChangeKind::catalogue, "import");
}

Result<Answer> category_preview_change(const Json& body, Call& call) {
    return preview(body, call, model::ChangeKind::catalogue);
}

Result<Answer> category_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto format = in.optional_text("format", kFormat).value_or("json");
    if (format != "json" && format != "csv") in.fault(invalid("category.format", {format}), "format");
    QY_CHECK(in.finish());
    QY_TRY(tree, business::export_categories(call.use.services));
    if (format == "json") return Answer{std::move(tree), {}, false};
    auto text = std::make_shared<std::string>(business::categories_csv(tree));
    Download download{"text/csv; charset=utf-8", "categories.csv", [text](std::string& chunk) -> Result<bool> {
                          chunk = std::exchange(*text, {});
                          return !chunk.empty();
                      }};
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> lot_history(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = read_id<model::LotId>(in, "lot");
    QY_CHECK(in.finish());
    QY_TRY(history, business::lot_history(call.use.services, lot, call.actor));
    note_personal(call, "lot:" + lot.to_string(), history);
    JsonArray items;
    for (const auto& entry : history.entries) {
        items.push_back(JsonObject{{"event", entry.event.to_string()},
                                   {"step", model::to_string(entry.step)},
                                   {"event_time", entry.event_time},
                                   {"recorded_at", entry.recorded_at},
                                   {"recorded_by", entry.recorder.name},
                                   {"corrects", entry.corrects ? Json(entry.corrects.to_string()) : Json(nullptr)},
                                   {"changes", changes_json(entry.changes)}});
    }
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> product_history(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto product = read_id<model::ProductId>(in, "product");
    QY_CHECK(in.finish());
    QY_TRY(history, business::product_history(call.use.services, call.actor, product));
    JsonArray items;
    for (const auto& entry : history.entries) {
        JsonArray allergens;
        for (const auto& allergen : entry.product.allergens) allergens.push_back(Json(allergen));
        JsonArray attributes;
        for (const auto& one : entry.product.attributes) attributes.push_back(model::to_json(one));
        items.push_back(
            JsonObject{{"version", entry.product.version},
                       {"name", entry.product.name},
                       {"name_en", entry.product.name_en},
                       {"specification", entry.product.specification},
                       {"gtin", entry.product.gtin},
                       {"product_code", entry.product.code},
                       {"category", entry.category},
                       {"category_name", entry.category_name},
                       {"category_name_en", entry.category_name_en},
                       {"allergens", std::move(allergens)},
                       {"nutrition", entry.product.nutrition},
                       {"attributes", std::move(attributes)},
                       {"opened", field_names(entry.product.opened)},
                       {"closed", field_names(entry.product.closed)},
                       {"submission", entry.submission ? Json(entry.submission.to_string()) : Json(nullptr)},
                       {"approved_by", entry.approved_by},
                       {"comment", entry.comment},
                       {"changes", changes_json(entry.changes)},
                       {"replaced_at", entry.replaced_at},
                       {"replaced_by", entry.replaced_by},
                       {"reason", entry.reason}});
    }
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
