#include "product_attributes.h"

#include <algorithm>

#include "base/text.h"
#include "collection/product_attributes.h"
#include "product_change.h"
#include "reference.h"
#include "storage/category_store.h"

namespace qy::business {
namespace {

using model::AttributeValue;

constexpr std::string_view kPath = "changes.attributes";

void put(std::vector<AttributeValue>& values, AttributeValue value) {
    std::erase_if(values, [&](const AttributeValue& one) { return one.name == value.name; });
    if (!value.value.empty()) values.push_back(std::move(value));
    std::ranges::sort(values, {}, &AttributeValue::name);
}

Result<std::string> text_of(const Json& value, const std::string& path) {
    if (value.is_null()) return std::string();
    if (value.is_string()) return std::string(value.as_string());
    return invalid("member.type").at(path);
}

Result<void> put_all(const JsonObject& told, const collection::CategoryRule& category, const Reference& reference,
                     std::vector<AttributeValue>& values) {
    for (const auto& member : told) {
        const auto path = std::string(kPath) + "." + std::string(member.key());
        QY_TRY(text, text_of(member.value(), path));
        auto read = collection::read_product_attribute(member.key(), text, category, reference.categories,
                                                       reference.dictionary);
        if (!read.ok()) return std::move(read).error().at(path);
        put(values, *std::move(read));
    }
    return {};
}

std::string shown(const AttributeValue& value) {
    return value.word.empty() ? value.value + value.unit : value.word;
}

/// What the product says is for its owner: others may repeat what anybody can read. A wrong guess, a new value and a
/// guess at what is not public are answered alike.
Result<void> check_stranger(const model::Product& product, const model::LotDraft& draft) {
    const bool repeats = std::ranges::all_of(draft.product_attributes, [&](const AttributeValue& told) {
        const auto* const known = model::find_value(product.attributes, told.name);
        return known != nullptr && known->value == told.value && known->data_class == model::DataClass::open;
    });
    if (repeats) return {};
    return denied("product_attribute.owner", {product.name}).at(draft.product_attributes.front().name);
}

}  // namespace

Result<void> change_attributes(Publication& publication, const JsonObject& told, model::Product& product) {
    QY_TRY(category, storage::catalogue::find_category(publication.writer, product.category));
    QY_TRY(reference, read_reference(publication.writer, publication.now));
    const auto* const rule = category ? reference.categories.find(category->code) : nullptr;
    if (rule == nullptr) {
        return told.empty() ? Result<void>() : invalid("product_attribute.category").at(std::string(kPath));
    }
    QY_CHECK(put_all(told, *rule, reference, product.attributes));
    const auto missing = collection::missing_product_attributes(product.attributes, *rule, reference.categories);
    if (missing.empty()) return {};
    return invalid("product_attribute.missing", {join(missing, "、")}).at(std::string(kPath));
}

Result<void> complete_product(Publication& publication, model::Product product, const model::LotDraft& draft) {
    if (draft.product_attributes.empty()) return {};
    const bool own = publication.trusted || product.owner == publication.party;
    if (!own) return check_stranger(product, draft);
    bool adds = false;
    for (const auto& told : draft.product_attributes) {
        const auto* const known = model::find_value(product.attributes, told.name);
        if (known == nullptr) {
            put(product.attributes, told);
            adds = true;
        } else if (known->value != told.value) {
            return conflict("product_attribute.differs", {told.zh, shown(*known), shown(told)}).at(told.name);
        }
    }
    if (!adds) return {};
    JsonObject content;
    for (const auto& told : draft.product_attributes) content[told.name] = told.value;
    const auto base = product.version;
    publication.known.products.erase({product.owner.number(), product.name});
    return store_product(publication, product, base, {JsonObject{{"attributes", std::move(content)}}, "event.capture"});
}

}  // namespace qy::business
