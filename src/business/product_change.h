#pragma once
// Changes of a product by its owner: a submission with a base version. (clause 6.2.1)
#include "base/result.h"
#include "model/product.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// The product as the change would leave it; nothing is stored. Content: name_en?, gtin?, allergens? (list of
/// dictionary codes), opened? (list of openable fields). What is left out stays. Errors: conflict
/// `submission.base_version`; not_found `product.not_found` (also: it is not the submitting party's, unless the
/// publication is trusted); invalid `request.invalid` with others, `allergens.unknown`, `product.not_openable`.
Result<model::Product> changed_product(Publication& publication, const model::Change& change);

/// Stores it. Errors: as changed_product.
Result<void> apply_product(Publication& publication, const model::Change& change);

}  // namespace qy::business
