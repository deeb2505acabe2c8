#pragma once
// What a category asks of its products themselves. (clauses 6.1, 6.2.1)
#include <vector>

#include "model/attribute.h"
#include "resolve.h"

namespace qy::business {

/// Puts what `told` says, by name, label or alias, into the product; null or an empty text takes a value away. What is
/// left out stays. Afterwards the product has what its category requires. Errors: invalid `product_attribute.category`
/// (the product has none), `product_attribute.missing` {labels}; those of read_product_attribute, each with its path.
Result<void> change_attributes(Publication& publication, const JsonObject& told, model::Product& product);

/// Puts one value among the others, by name; an empty one takes it away.
void put(std::vector<model::AttributeValue>& values, model::AttributeValue value);

}  // namespace qy::business
