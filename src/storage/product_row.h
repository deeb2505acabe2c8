#pragma once
// A product as its columns stand in statements: told once for whoever reads products.
#include "base/result.h"
#include "model/product.h"
#include "storage/store.h"

namespace qy::storage {

/// `of`: what stands in front of each column, such as "p.".
#define QY_PRODUCT_COLUMNS_OF(of)                                                                                  \
    of "product_id, " of "owner_id, " of "category_id, " of "brand_id, " of "kind, " of "name, " of "name_en, " of \
       "specification, " of "gtin, " of "allergens, " of "opened, " of "version, " of "closed, " of "attributes"
inline constexpr int kProductColumns = 14;

/// From the first columns of a row. Errors: corrupt `storage.corrupt`, `event.corrupt`.
Result<model::Product> product_from(const Row& row);

[[nodiscard]] std::string_view product_kind_text(model::ProductKind kind);
[[nodiscard]] model::ProductKind product_kind_of(std::string_view text);

}  // namespace qy::storage
