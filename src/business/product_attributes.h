#pragma once
// What a category asks of its products themselves: told with a product's change, or by a row. (clauses 6.1, 6.2.1)
#include "model/draft.h"
#include "resolve.h"

namespace qy::business {

/// Puts what `told` says, by name, label or alias, into the product; null or an empty text takes a value away. What is
/// left out stays. Afterwards the product has what its category requires. Errors: invalid `product_attribute.category`
/// (the product has none), `product_attribute.missing` {labels}; those of read_product_attribute, each with its path.
Result<void> change_attributes(Publication& publication, const JsonObject& told, model::Product& product);

/// A row tells of a product what it does not say yet: kept as its next version. Errors: conflict
/// `product_attribute.differs` {label, what the product says, what the row says}; denied `product_attribute.owner`: the
/// product is another party's.
Result<void> complete_product(Publication& publication, model::Product product, const model::LotDraft& draft);

}  // namespace qy::business
