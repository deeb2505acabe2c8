#include "product_attributes.h"

#include <algorithm>

#include "base/text.h"
#include "collection/product_attributes.h"
#include "reference.h"
#include "storage/category_store.h"

namespace qy::business {
namespace {

using model::AttributeValue;

constexpr std::string_view kPath = "changes.attributes";

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

}  // namespace

void put(std::vector<AttributeValue>& values, AttributeValue value) {
    std::erase_if(values, [&](const AttributeValue& one) { return one.name == value.name; });
    if (!value.value.empty()) values.push_back(std::move(value));
    std::ranges::sort(values, {}, &AttributeValue::name);
}

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

}  // namespace qy::business
