#pragma once
// What issuing and labelling must know of lots and categories. (architecture §5)
// Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/lot.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::labels {

/// A lot with its product and brand. `product` is none for a logistic unit, `brand` for a product without one.
struct LotLabel {
    model::LotId lot;
    model::LotKind kind = model::LotKind::produced;
    std::string lot_number;
    model::PartyId owner;
    model::LotId parent;
    model::ProductId product;
    std::string gtin;
    model::CategoryId category;
    model::BrandId brand;
};
/// Nothing for a lot that is not reached.
Result<std::optional<LotLabel>> of_lot(Reader& reader, const model::Reach& reach, model::LotId lot);
/// Lots with this number that are reached; at most `limit`.
Result<std::vector<LotLabel>> numbered(Reader& reader, const model::Reach& reach, std::string_view lot_number,
                                       std::int64_t limit);

/// Codes of the category, of those above it, and of the retired ones whose products went to it.
Result<std::vector<std::string>> category_codes(Reader& reader, model::CategoryId category);

}  // namespace qy::storage::labels
