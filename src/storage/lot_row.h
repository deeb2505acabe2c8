#pragma once
// Lots and quantities as columns and back, for the stores that read lots.
#include <optional>
#include <string>
#include <string_view>

#include "model/lot.h"
#include "storage/store.h"

namespace qy::storage {

[[nodiscard]] model::LotKind lot_kind_from(std::string_view text);
[[nodiscard]] std::string_view to_text(model::LotKind kind);

/// An empty or unreadable text is no quantity.
[[nodiscard]] std::optional<model::Quantity> quantity_from(std::string_view text);
[[nodiscard]] std::string to_text(const std::optional<model::Quantity>& quantity);

/// A lot from the first columns of a row: lot_id, kind, product_id, owner_id, lot_number, parent_id, consignee_id,
/// quantity, produced_on, place, allergens.
[[nodiscard]] model::Lot lot_from(const Row& row);

}  // namespace qy::storage
