#include "product_change.h"

#include <algorithm>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/change_feed.h"
#include "business/ledger.h"
#include "business/search.h"
#include "catalogue_change.h"
#include "model/checks.h"
#include "model/nutrition.h"
#include "product_attributes.h"
#include "storage/catalogue_store.h"
#include "storage/dictionary_store.h"
#include "three_way.h"

namespace qy::business {
namespace {

constexpr std::size_t kListMax = 20;

Result<void> read_allergens(Publication& publication, const JsonArray& list, model::Product& product) {
    product.allergens.clear();
    for (const auto& item : list) {
        const std::string code = item.is_string() ? std::string(item.as_string()) : std::string();
        QY_TRY(known, storage::catalogue::dictionary_item(publication.writer, "allergen", code));
        if (!known) return invalid("allergens.unknown", {code}).at("changes.allergens");
        product.allergens.push_back(code);
    }
    return {};
}

Result<void> read_code(Publication& publication, const std::string& code, model::Product& product) {
    product.code = trim(code);
    auto free = check_code_is_free(publication.writer, product);
    return free.ok() ? Result<void>() : Result<void>(std::move(free).error().at("changes.product_code"));
}

Result<void> read_opened(const JsonArray& list, model::Product& product) {
    product.opened.clear();
    for (const auto& item : list) {
        const std::string name = item.is_string() ? std::string(item.as_string()) : std::string();
        const auto field = model::find_field(name);
        if (!field || !model::row_of(*field).openable)
            return invalid("product.not_openable", {name}).at("changes.opened");
        product.opened.push_back(*field);
    }
    return {};
}

/// What a buyer must know stays public, and what the brand wants to be known.
Result<void> read_closed(Publication& publication, const JsonArray& list, model::Product& product) {
    product.closed.clear();
    for (const auto& item : list) {
        const std::string name = item.is_string() ? std::string(item.as_string()) : std::string();
        const auto field = model::field_of_name(name);
        if (!field || !model::is_closable(model::row_of(*field))) {
            return invalid("product.not_closable", {name}).at("changes.closed");
        }
        product.closed.push_back(*field);
    }
    auto shown = check_brand_shows(publication.writer, product);
    return shown.ok() ? Result<void>() : Result<void>(std::move(shown).error().at("changes.closed"));
}

/// An empty text takes the table away.
void read_nutrition(ObjectReader& in, model::Product& product) {
    const auto text = in.optional_text("nutrition", limits::long_text_code_points_max);
    if (!text) return;
    if (trim(*text).empty()) return product.nutrition.clear();
    auto table = model::Nutrition::parse(*text);
    if (!table.ok()) return in.fault(std::move(table).error(), "nutrition");
    product.nutrition = table->told(Language::zh);
}

Result<void> read_content(Publication& publication, const Json& content, model::Product& product) {
    ObjectReader in(content, "changes");
    if (auto name = in.optional_text("name_en", limits::name_code_points_max)) product.name_en = *std::move(name);
    if (const auto code = in.optional_text("category", limits::category_code_characters_max)) {
        auto category = category_in_use(publication.writer, *code);
        if (category.ok()) {
            product.category = category->id;
        } else {
            in.fault(std::move(category).error(), "category");
        }
    }
    if (auto gtin = in.optional_text("gtin", 14); gtin && !gtin->empty()) {
        auto checked = model::checked_gtin(*gtin);
        if (checked.ok()) {
            product.gtin = *std::move(checked);
        } else {
            in.fault(std::move(checked).error(), "gtin");
        }
    }
    read_nutrition(in, product);
    const auto code = in.optional_text("product_code", limits::lot_number_code_points_max);
    const auto* allergens = in.optional_array("allergens", kListMax);
    const auto* opened = in.optional_array("opened", kListMax);
    const auto* closed = in.optional_array("closed", kListMax);
    const auto* attributes = in.optional_object("attributes");
    const bool asks_more = in.has("category");
    QY_CHECK(in.finish());
    if (code) QY_CHECK(read_code(publication, *code, product));
    if (allergens != nullptr) QY_CHECK(read_allergens(publication, *allergens, product));
    if (opened != nullptr) QY_CHECK(read_opened(*opened, product));
    if (closed != nullptr) QY_CHECK(read_closed(publication, *closed, product));
    // Another category may ask for more.
    if (attributes == nullptr && !asks_more) return {};
    return change_attributes(publication, attributes == nullptr ? JsonObject() : *attributes, product);
}

/// Who wrote it, not who approved it: that stands in the steps of the submission.
storage::catalogue::Replacement replacement(const Publication& publication, std::string_view reason) {
    const auto* const submission = publication.submission;
    if (submission == nullptr) return {publication.actor.name, reason, publication.now};
    return {submission->author, reason, publication.now, submission->id};
}

}  // namespace

Result<void> check_code_is_free(storage::Reader& reader, const model::Product& product) {
    if (product.code.empty()) return {};
    QY_TRY(same, storage::catalogue::product_by_code(reader, product.owner, product.code));
    if (!same || same->id == product.id) return {};
    return conflict("product_code.taken", {product.code, same->name}).at("product_code");
}

Result<void> check_brand_shows(storage::Reader& reader, const model::Product& product) {
    if (product.closed.empty()) return {};
    QY_TRY(brand, storage::catalogue::find_brand(reader, product.brand));
    if (!brand) return {};
    for (const auto field : product.closed) {
        if (std::ranges::find(brand->must_show, field) == brand->must_show.end()) continue;
        return invalid("product.brand_shows", {std::string(model::row_of(field).name), brand->name});
    }
    return {};
}

Result<model::Product> changed_product(Publication& publication, const model::Change& change) {
    QY_TRY(found,
           storage::catalogue::find_product(publication.writer, publication.reach(), model::ProductId(change.target)));
    if (!found) return not_found("product.not_found");
    if (found->version != change.base_version) return base_conflict(publication, found->version, change);
    model::Product product = *std::move(found);
    QY_CHECK(read_content(publication, change.content, product));
    return product;
}

Result<void> store_product(Publication& publication, const model::Product& product, std::int64_t base_version,
                           const ProductChange& told) {
    QY_CHECK(storage::catalogue::update_product(publication.writer, product, base_version,
                                                replacement(publication, told.reason)));
    QY_CHECK(index_product(publication.writer, product));
    QY_TRY(position, append_to_ledger(publication.writer,
                                      {"product", product.id.to_string(), product.id.number(), told.content, {}},
                                      publication.services.random, publication.now));
    (void)position;
    return note_change(publication.writer, {0, publication.now, model::ChangedThing::product, product.id.number(),
                                            product.owner, product.brand, std::string(told.reason)});
}

Result<void> apply_product(Publication& publication, const model::Change& change) {
    QY_TRY(product, changed_product(publication, change));
    return store_product(publication, product, change.base_version, {change.content, "product.save"});
}

}  // namespace qy::business
