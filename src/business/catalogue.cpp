#include "business/catalogue.h"

#include <algorithm>

#include "base/clock.h"
#include "catalogue_change.h"
#include "category_call.h"
#include "collection/category_csv.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/reach_store.h"
#include "storage/submission_store.h"
#include "three_way.h"

namespace qy::business {
namespace {

using model::Category;

constexpr std::int64_t kVersionMax = 1'000'000'000;

std::string today(const Services& services) {
    return model::to_rfc3339(services.clock.now()).substr(0, 10);
}

JsonArray texts(const std::vector<std::string>& list) {
    JsonArray out;
    for (const auto& text : list) out.push_back(Json(text));
    return out;
}

const Category* find_in(const std::vector<Category>& list, model::CategoryId id) {
    const auto found = std::ranges::find(list, id, &Category::id);
    return found == list.end() ? nullptr : &*found;
}

std::vector<std::string> successors_of(const std::vector<storage::catalogue::Succession>& all,
                                       const std::vector<Category>& categories, model::CategoryId id) {
    std::vector<std::string> codes;
    for (const auto& one : all) {
        const auto* category = one.category == id ? find_in(categories, one.successor) : nullptr;
        if (category != nullptr) codes.push_back(category->code);
    }
    std::ranges::sort(codes);
    return codes;
}

ProductHistory::Entry entry_of(const CategoryTree& tree, model::Product product) {
    ProductHistory::Entry entry;
    if (const auto* const category = tree.find(product.category)) {
        entry.category = category->code;
        entry.category_name = category->name;
        entry.category_name_en = category->name_en;
    }
    entry.product = std::move(product);
    return entry;
}

Result<ProductHistory::Entry> replaced_entry(storage::Reader& reader, const model::Reach& reach,
                                             const CategoryTree& tree, storage::catalogue::ProductVersion version) {
    auto entry = entry_of(tree, std::move(version.product));
    entry.replaced_at = model::to_rfc3339(version.replaced_at);
    entry.replaced_by = std::move(version.replaced_by);
    entry.reason = std::move(version.reason);
    entry.submission = version.submission;
    if (!version.submission) return entry;
    QY_TRY(submission, storage::submissions::find(reader, reach, version.submission));
    if (!submission) return entry;
    entry.approved_by = submission->decided_by;
    entry.comment = submission->comment;
    return entry;
}

/// What each version has that the one before it had not.
Result<void> add_changes(storage::Reader& reader, ProductHistory& history) {
    JsonObject before;
    for (std::size_t i = 0; i < history.entries.size(); ++i) {
        QY_TRY(after, changeable_fields(reader, history.entries[i].product));
        for (const auto& member : after) {
            if (i == 0 || before.at(member.key()) == member.value()) continue;
            const auto label = product_field_label(member.key());
            history.entries[i - 1].changes.push_back({std::string(member.key()), label.zh, label.en,
                                                      model::DataClass::open, before.at(member.key()), member.value(),
                                                      nullptr});
        }
        before = std::move(after);
    }
    return {};
}

}  // namespace

JsonObject category_json(const Category& category, const std::string& parent) {
    JsonArray required;
    for (const auto field : category.required) required.push_back(Json(model::row_of(field).name));
    JsonArray steps;
    for (const auto step : category.steps) steps.push_back(Json(model::to_string(step)));
    JsonArray attributes;
    for (const auto& attribute : category.attributes) attributes.push_back(model::to_json(attribute));
    return {{"code", category.code},
            {"parent", parent},
            {"name", category.name},
            {"name_en", category.name_en},
            {"aliases", texts(category.aliases)},
            {"required", std::move(required)},
            {"steps", std::move(steps)},
            {"attributes", std::move(attributes)},
            {"children_code", category.children_code ? Json(model::to_json(*category.children_code)) : Json(nullptr)},
            {"yield_range", category.yield_range ? Json(model::to_json(*category.yield_range)) : Json(nullptr)},
            {"valid_from", category.valid_from}};
}

Result<model::Change> catalogue_change(model::ChangeKind kind, JsonObject content) {
    model::Change change{kind, 0, 0, nullptr};
    if (const auto* base = content.if_contains("base_version")) {
        const JsonObject only{{"base_version", *base}};
        ObjectReader in(only, "");
        change.base_version = in.integer("base_version", 0, kVersionMax);
        QY_CHECK(in.finish());
        content.erase("base_version");
    }
    change.content = std::move(content);
    return change;
}

Result<std::vector<Category>> categories_on(const Services& services, const std::string& day) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<Category>> {
        QY_TRY(all, storage::catalogue::categories_on(reader, day.empty() ? today(services) : day));
        std::erase_if(all, [](const Category& category) { return category.retired; });
        return all;
    });
}

Result<CategoryView> show_category(const Services& services, const std::string& code, const std::string& day) {
    return services.store.read([&](storage::Reader& reader) -> Result<CategoryView> {
        CategoryView view;
        QY_TRY(all, storage::catalogue::categories_on(reader, day.empty() ? today(services) : day));
        QY_TRY(newest, storage::catalogue::category_by_code(reader, code));
        const auto found = std::ranges::find_if(
            all, [&](const Category& category) { return newest ? category.id == newest->id : category.code == code; });
        if (found == all.end()) return not_found("category.not_found", {code});
        view.category = *found;
        view.all = std::move(all);
        for (const auto* at = find_in(view.all, view.category.parent); at != nullptr;
             at = find_in(view.all, at->parent)) {
            view.lineage.push_back(*at);
            if (view.lineage.size() > view.all.size()) break;
        }
        QY_TRY(versions, storage::catalogue::versions_of(reader, view.category.id));
        view.versions = std::move(versions);
        QY_TRY(successions, storage::catalogue::successions(reader));
        view.successors = successors_of(successions, view.all, view.category.id);
        QY_TRY(count, storage::catalogue::count_products(reader, {view.category.id}));
        view.products = count.products;
        return view;
    });
}

Result<JsonObject> export_categories(const Services& services) {
    return services.store.read([&](storage::Reader& reader) -> Result<JsonObject> {
        QY_TRY(tree, CategoryTree::read(reader));
        QY_TRY(successions, storage::catalogue::successions(reader));
        const auto all = tree.all();
        JsonArray list;
        for (const auto& category : all) {
            auto entry = category_json(category, tree.code_of(category.parent));
            entry["retired"] = category.retired;
            entry["successors"] = texts(successors_of(successions, all, category.id));
            list.push_back(std::move(entry));
        }
        return JsonObject{{"categories", std::move(list)}};
    });
}

std::string categories_csv(const JsonObject& tree) {
    return collection::categories_to_csv(tree.at("categories").as_array());
}

Result<JsonObject> categories_of_csv(ByteView bytes) {
    return collection::categories_from_csv(bytes);
}

Result<ProductHistory> product_history(const Services& services, const model::Actor& actor, model::ProductId id) {
    return services.store.read([&](storage::Reader& reader) -> Result<ProductHistory> {
        const auto reach = actor.reach(model::Permission::read_submissions);
        QY_TRY(product, storage::catalogue::find_product(reader, reach, id));
        if (!product) return not_found("product.not_found");
        QY_TRY(versions, storage::catalogue::product_versions(reader, id));
        QY_TRY(tree, CategoryTree::read(reader));
        ProductHistory history;
        for (auto& one : versions) {
            QY_TRY(entry, replaced_entry(reader, reach, tree, std::move(one)));
            history.entries.push_back(std::move(entry));
        }
        history.entries.push_back(entry_of(tree, *std::move(product)));
        QY_CHECK(add_changes(reader, history));
        return history;
    });
}

}  // namespace qy::business
