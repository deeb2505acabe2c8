#pragma once
// Brands, grants and products. (clauses 6.1, 6.2.1, 6.3.1) Errors of all: those of the port; corrupt `storage.corrupt`
// also when a stored word is unknown. Inserting writes version 1; conflict `storage.duplicate` names a taken id or
// natural key, `storage.reference` a missing owner, brand or category. Updating raises the version to base_version + 1;
// conflict `storage.changed`: no such row, or not of that version.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/product.h"
#include "model/registry.h"
#include "model/role.h"
#include "storage/category_store.h"
#include "storage/store.h"

namespace qy::storage::catalogue {

Result<void> insert_brand(Writer& writer, const model::Brand& brand);
Result<std::optional<model::Brand>> find_brand(Reader& reader, model::BrandId id);
Result<std::optional<model::Brand>> brand_by_name(Reader& reader, std::string_view name);
/// By name.
Result<std::vector<model::Brand>> brands(Reader& reader);
/// Those that the party manages, by name.
Result<std::vector<model::Brand>> brands_of(Reader& reader, model::PartyId manager);
/// Brands of a party's products and grants, by name.
Result<std::vector<model::Brand>> brands_used_by(Reader& reader, model::PartyId party);

Result<void> insert_grant(Writer& writer, const model::BrandGrant& grant);
Result<void> update_grant(Writer& writer, const model::BrandGrant& grant, std::int64_t base_version);
/// Nothing for a grant of neither the party nor a brand that is reached.
Result<std::optional<model::BrandGrant>> find_grant(Reader& reader, const model::Reach& reach, model::BrandGrantId id);
Result<std::optional<model::BrandGrant>> grant_by_key(Reader& reader, model::BrandId brand, model::PartyId party,
                                                      std::string_view category_code, std::string_view valid_from);
/// Those of one party, newest valid_from first.
Result<std::vector<model::BrandGrant>> grants_of_party(Reader& reader, model::PartyId party);
/// Those of one brand, by party.
Result<std::vector<model::BrandGrant>> grants_of_brand(Reader& reader, const model::Reach& reach, model::BrandId brand);
/// Quantities of the lots that the grant's party produced under it: of its brand, on its days, in its category or
/// below.
Result<std::vector<std::string>> produced_under(Reader& reader, const model::BrandGrant& grant);
/// The active grant that covers the brand, the party and the category on `day` ("2026-03-05"); one for this very
/// category comes before one for all. `category_code` empty: any category's grant will do.
Result<std::optional<model::BrandGrant>> grant_in_force(Reader& reader, model::BrandId brand, model::PartyId party,
                                                        std::string_view category_code, std::string_view day);

Result<void> insert_product(Writer& writer, const model::Product& product);
/// The former version is kept with who replaced it (category_store.h).
Result<void> update_product(Writer& writer, const model::Product& product, std::int64_t base_version,
                            const Replacement& replacement = {});
/// Nothing for a product that is not reached: of another owner, and under no brand that is.
Result<std::optional<model::Product>> find_product(Reader& reader, const model::Reach& reach, model::ProductId id);
/// Those that exist and are reached, in the order of their ids; one statement however many.
Result<std::vector<model::Product>> find_products(Reader& reader, const model::Reach& reach,
                                                  const std::vector<model::ProductId>& ids);
Result<std::optional<model::Product>> product_by_key(Reader& reader, model::PartyId owner, std::string_view name,
                                                     std::string_view specification);
/// By what its owner calls it in its own books.
Result<std::optional<model::Product>> product_by_code(Reader& reader, model::PartyId owner, std::string_view code);
/// All specifications of one name of one owner, by specification.
Result<std::vector<model::Product>> products_by_name(Reader& reader, model::PartyId owner, std::string_view name);
/// Of one owner, in the order of their ids, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::Product>> products_of(Reader& reader, model::PartyId owner, model::ProductId after,
                                                std::int64_t limit);
/// Under one brand, likewise.
Result<std::vector<model::Product>> products_of_brand(Reader& reader, model::BrandId brand, model::ProductId after,
                                                      std::int64_t limit);
/// Of any owner, in the order of their ids, likewise.
Result<std::vector<model::Product>> products(Reader& reader, model::ProductId after, std::int64_t limit);
/// The 14-digit form. Owners may share a GTIN: all of them, oldest first.
Result<std::vector<model::Product>> products_by_gtin(Reader& reader, std::string_view gtin);

/// Replaces the search grams of a product. REQUIRES: no gram twice.
Result<void> replace_grams(Writer& writer, model::ProductId product, const std::vector<std::string>& grams);
/// Products that have all of `grams`, oldest first, at most `limit`. REQUIRES: grams not empty, none twice; limit ≥ 1.
Result<std::vector<model::ProductId>> products_with_grams(Reader& reader, const std::vector<std::string>& grams,
                                                          std::int64_t limit);

}  // namespace qy::storage::catalogue
