#pragma once
// Changes of a product by its owner: a submission with a base version. (clause 6.2.1)
#include "base/result.h"
#include "model/product.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// Content of a product change: name_en?, gtin?, allergens? (list of dictionary codes), opened? (list of openable
/// fields). What is left out stays. Errors: conflict `submission.base_version`; not_found `product.not_found`; invalid
/// `request.invalid` with others.
Result<void> apply_product(Publication& publication, const model::Change& change);

}  // namespace qy::business
