#include "business/change_preview.h"

#include <algorithm>

#include "base/catalogue_limits.h"
#include "base/clock.h"
#include "business/catalogue.h"
#include "catalogue_change.h"
#include "category_call.h"
#include "model/field.h"
#include "storage/dictionary_store.h"
#include "trial.h"
#include "word_change.h"

namespace qy::business {
namespace {

using storage::catalogue::WordPlace;

constexpr std::int64_t kProductsPerPage = 10'000;

Result<JsonObject> apply(Publication& publication, const model::Change& change) {
    return change.kind == model::ChangeKind::catalogue ? apply_category_change(publication, change)
                                                       : apply_word_change(publication, change);
}

/// Fields and attributes whose words come from this dictionary.
struct Places {
    JsonArray fields;
    JsonArray attributes;
    JsonArray categories;
    std::vector<std::string> attribute_names;
    std::vector<WordPlace> all;
};

Result<Places> places_of(storage::Reader& reader, std::string_view dictionary) {
    Places places;
    for (const auto& row : model::fields()) {
        if (row.dictionary != dictionary || row.identity) continue;
        places.fields.push_back(Json(row.name));
        places.all.push_back({row.name, row.type == model::FieldType::names_list, false});
    }
    QY_TRY(tree, CategoryTree::read(reader));
    for (const auto& category : tree.all()) {
        bool asks = false;
        for (const auto& attribute : category.attributes) {
            if (attribute.dictionary != dictionary) continue;
            asks = true;
            auto& names = places.attribute_names;
            if (std::ranges::find(names, attribute.name) == names.end()) names.push_back(attribute.name);
        }
        if (asks && !category.retired) places.categories.push_back(Json(category.code));
    }
    for (const auto& name : places.attribute_names) {
        places.attributes.push_back(Json(name));
        places.all.push_back({name, false, true});
    }
    return places;
}

/// Products that name an allergen: few enough for one call.
Result<std::int64_t> products_using(storage::Reader& reader, std::string_view allergen) {
    std::int64_t using_it = 0;
    model::ProductId after;
    for (;;) {
        QY_TRY(page, storage::catalogue::products_using(reader, allergen, after, kProductsPerPage));
        using_it += page.using_it;
        if (page.looked_at < kProductsPerPage) return using_it;
        after = page.last;
    }
}

/// Where a word stands: in records, page by page, and in products.
Result<JsonObject> uses_of(storage::Reader& reader, std::string_view dictionary, std::string_view code,
                           model::EventId after) {
    QY_TRY(places, places_of(reader, dictionary));
    storage::catalogue::WordUse page;
    std::int64_t using_it = 0;
    for (const auto& place : places.all) {
        QY_TRY(use,
               storage::catalogue::events_using(reader, place, code, after, limits::word_use_records_per_call_max));
        page = use;
        using_it += use.using_it;
    }
    QY_TRY(more, storage::catalogue::events_using(reader, {}, code, page.last, 1));
    JsonObject uses{{"fields", std::move(places.fields)},
                    {"attributes", std::move(places.attributes)},
                    {"records_looked_at", page.looked_at},
                    {"records_using", using_it},
                    {"next_cursor", page.last && more.last ? Json(page.last.to_string()) : Json(nullptr)},
                    {"categories_asking", std::move(places.categories)}};
    if (dictionary == "allergen") {
        QY_TRY(products, products_using(reader, code));
        uses["products_using"] = products;
    }
    return uses;
}

}  // namespace

Result<JsonObject> preview_change(const Services& services, const model::Actor& actor, model::ChangeKind kind,
                                  const JsonObject& content, model::EventId after) {
    QY_TRY(change, catalogue_change(kind, content));
    const Time now = services.clock.now();
    QY_TRY(report, services.store.write(
                       [&](storage::Writer& writer) {
                           Publication publication{writer, services, actor, now, actor.party, false};
                           return tried_out(writer, [&] { return apply(publication, change); });
                       },
                       storage::Effect::bookkeeping));
    const auto* items = report.if_contains("items");
    const bool one_word =
        kind == model::ChangeKind::dictionary && items != nullptr && items->is_array() && items->as_array().size() == 1;
    if (!one_word) return report;
    // Counting takes long where there are many records: nobody waits for it, as it reads only.
    const auto& item = items->as_array().front().as_object();
    const std::string dictionary(item.at("dictionary").as_string());
    const std::string code(item.at("code").as_string());
    QY_TRY(uses,
           services.store.read([&](storage::Reader& reader) { return uses_of(reader, dictionary, code, after); }));
    report["uses"] = std::move(uses);
    return report;
}

}  // namespace qy::business
