#pragma once
// A product as its columns stand in statements: told once for whoever reads products, or what they were.
#include "base/result.h"
#include "model/product.h"
#include "storage/store.h"

namespace qy::storage {

/// What each version of a product keeps. `of`: what stands in front of each column, such as "p.".
#define QY_PRODUCT_FACTS_OF(of)                                                                                      \
    of "version, " of "category_id, " of "brand_id, " of "kind, " of "name, " of "name_en, " of "specification, " of \
       "gtin, " of "allergens, " of "opened, " of "closed, " of "attributes, " of "product_code, " of "nutrition"
inline constexpr int kProductFacts = 14;

#define QY_PRODUCT_COLUMNS_OF(of) of "product_id, " of "owner_id, " QY_PRODUCT_FACTS_OF(of)
inline constexpr int kProductColumns = 2 + kProductFacts;

/// From the first columns of a row. Errors: corrupt `storage.corrupt`, `event.corrupt`.
Result<model::Product> product_from(const Row& row);

/// The facts alone, from column `first` on: id and owner are the caller's to set. Errors: as product_from.
Result<model::Product> product_facts_from(const Row& row, int first);

[[nodiscard]] std::string_view product_kind_text(model::ProductKind kind);

}  // namespace qy::storage
