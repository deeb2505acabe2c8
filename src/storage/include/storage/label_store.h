#pragma once
// What issuing and labelling must know of lots, brands and grants. (architecture §3: BrandGrant, Product)
// Errors: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/lot.h"
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
Result<std::optional<LotLabel>> of_lot(Reader& reader, model::LotId lot);

struct BrandLabel {
    model::PartyId manager;
    std::string address_prefix;
};
Result<std::optional<BrandLabel>> of_brand(Reader& reader, model::BrandId brand);

/// Codes of the category and of those above it.
Result<std::vector<std::string>> category_codes(Reader& reader, model::CategoryId category);

struct Grant {
    model::BrandGrantId id;
    std::string category_code;  ///< empty: all categories
    std::string valid_from;     ///< "2026-03-05", inclusive
    std::string valid_to;       ///< inclusive
    std::optional<std::int64_t> quota;
    bool active = false;
};
/// Every grant of the brand to the party, by start.
Result<std::vector<Grant>> grants(Reader& reader, model::BrandId brand, model::PartyId party);

/// Whether the party is active; nullopt when there is no such party.
Result<std::optional<bool>> party_active(Reader& reader, model::PartyId party);

}  // namespace qy::storage::labels
