#pragma once
// Changes of a product by its owner: a submission with a base version. (clause 6.2.1)
#include "base/result.h"
#include "model/product.h"
#include "model/submission.h"
#include "resolve.h"

namespace qy::business {

/// No other product of the owner has its code. Errors: conflict `product_code.taken` {code, the other product}; those
/// of storage.
Result<void> check_code_is_free(storage::Reader& reader, const model::Product& product);
/// Its brand does not want to be known what it keeps to the chain. Errors: invalid `product.brand_shows` {field,
/// brand}; those of storage.
Result<void> check_brand_shows(storage::Reader& reader, const model::Product& product);

/// The product as the change would leave it; nothing is stored. Content: name_en?, gtin?, product_code?, allergens?
/// (list of dictionary codes), nutrition? (text of model/nutrition.h; empty: none), opened? (list of openable fields),
/// attributes? (object: what its category asks of products). What is left out stays. Errors: conflict
/// `submission.base_version`; not_found `product.not_found` (also: it is not the submitting party's, unless the
/// publication is trusted); invalid `request.invalid` with others, `allergens.unknown`, `nutrition.*`,
/// `product.not_openable`.
Result<model::Product> changed_product(Publication& publication, const model::Change& change);

/// What is told of a change in the ledger, and by which function it was made.
struct ProductChange {
    Json content;
    std::string_view reason;
};
/// The product's next version: with its former one kept, search, ledger and the feed. Errors: conflict
/// `storage.changed`; those of storage.
Result<void> store_product(Publication& publication, const model::Product& product, std::int64_t base_version,
                           const ProductChange& told);

/// Stores it. Errors: as changed_product.
Result<void> apply_product(Publication& publication, const model::Change& change);

}  // namespace qy::business
