#pragma once
// Products as columns and back, for the stores that read products.
#include <string_view>

#include "model/product.h"
#include "storage/store.h"

namespace qy::storage {

/// The columns of product_from; `t` names their table, as "p.".
#define QY_PRODUCT_COLUMNS_OF(t)                                                                           \
    t "product_id, " t "owner_id, " t "category_id, " t "brand_id, " t "kind, " t "name, " t "name_en, " t \
      "specification, " t "gtin, " t "allergens, " t "opened, " t "version, " t "closed "
#define QY_PRODUCT_COLUMNS QY_PRODUCT_COLUMNS_OF("")

/// Number of these columns.
inline constexpr std::size_t product_columns = 13;

[[nodiscard]] std::string_view to_text(model::ProductKind kind);
/// A product from the first columns of a row. Errors: corrupt, for fields that are none.
[[nodiscard]] Result<model::Product> product_from(const Row& row);

}  // namespace qy::storage
