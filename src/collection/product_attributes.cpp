#include "collection/product_attributes.h"

#include "attributes.h"
#include "base/text.h"

namespace qy::collection {
namespace {

std::string asked_of_products(const CategoryRule& category, const CategoryRules& categories) {
    std::vector<std::string> labels;
    for (const auto* const one : categories.attributes_of(category)) {
        if (model::is_of_product(*one)) labels.push_back(one->zh);
    }
    return labels.empty() ? "–" : join(labels, "、");
}

}  // namespace

Result<model::AttributeValue> read_product_attribute(std::string_view title, std::string_view text,
                                                     const CategoryRule& category, const CategoryRules& categories,
                                                     const Dictionary& dictionary) {
    const auto* const attribute = find_attribute(categories, category, title);
    if (attribute == nullptr || !model::is_of_product(*attribute)) {
        return invalid("product_attribute.unknown", {std::string(title), asked_of_products(category, categories)});
    }
    auto read = read_attribute(text, *attribute, dictionary);
    if (!read.problem) return std::move(read.read.value);
    FaultList faults;
    faults.add(*attribute, *std::move(read.problem));
    auto fault = std::move(faults).in_order().front();
    return invalid(std::move(fault.code), std::move(fault.arguments));
}

std::vector<std::string> missing_product_attributes(const std::vector<model::AttributeValue>& values,
                                                    const CategoryRule& category, const CategoryRules& categories) {
    std::vector<std::string> labels;
    for (const auto* const one : categories.attributes_of(category)) {
        const bool asked = one->required && model::is_of_product(*one);
        if (asked && model::find_value(values, one->name) == nullptr) labels.push_back(one->zh);
    }
    return labels;
}

}  // namespace qy::collection
