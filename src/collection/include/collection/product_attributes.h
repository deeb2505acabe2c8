#pragma once
// What a category asks of its products themselves, read outside of a row. Pure functions. (clauses 6.1, 6.2.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "collection/dictionary.h"
#include "model/attribute.h"

namespace qy::collection {

/// One value by the attribute's name, a label or an alias. An empty text: a value without text, which takes the
/// product's away. Errors: invalid `product_attribute.unknown` {title, what the category asks of products},
/// `<attribute>.<problem>` as of rows.
Result<model::AttributeValue> read_product_attribute(std::string_view title, std::string_view text,
                                                     const CategoryRule& category, const CategoryRules& categories,
                                                     const Dictionary& dictionary);

/// Labels of what the category requires of a product and `values` do not hold.
[[nodiscard]] std::vector<std::string> missing_product_attributes(const std::vector<model::AttributeValue>& values,
                                                                  const CategoryRule& category,
                                                                  const CategoryRules& categories);

}  // namespace qy::collection
