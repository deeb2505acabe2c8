// Brands and the grants of their use.
#include "reach.h"
#include "storage/catalogue_store.h"
#include "stored.h"

namespace qy::storage::catalogue {
namespace {

constexpr Statement kInsertBrand{"brand.insert",
                                 "INSERT INTO brand (brand_id, name, name_en, manager_id, address_prefix, story, "
                                 "story_en, must_show) VALUES ($brand, "
                                 "$name, $name_en, $manager, $address_prefix, $story, $story_en, $must_show)"};
#define QY_BRAND_COLUMNS "brand_id, name, name_en, manager_id, address_prefix, story, story_en, must_show "
constexpr Statement kFindBrand{"brand.find", "SELECT " QY_BRAND_COLUMNS "FROM brand WHERE brand_id = $brand"};
constexpr Statement kBrandByName{"brand.by_name", "SELECT " QY_BRAND_COLUMNS "FROM brand WHERE name = $name"};
constexpr Statement kBrands{"brand.all", "SELECT " QY_BRAND_COLUMNS "FROM brand ORDER BY name"};
constexpr Statement kBrandsOf{"brand.of_manager",
                              "SELECT " QY_BRAND_COLUMNS "FROM brand WHERE manager_id = $manager ORDER BY name"};

constexpr Statement kBrandsUsedBy{"brand.used_by",
                                  "SELECT " QY_BRAND_COLUMNS
                                  "FROM brand WHERE brand_id IN (SELECT brand_id FROM product WHERE owner_id = $party) "
                                  "OR brand_id IN (SELECT brand_id FROM brand_grant WHERE party_id = $party) ORDER BY "
                                  "name"};

constexpr Statement kInsertGrant{
    "brand_grant.insert",
    "INSERT INTO brand_grant (brand_grant_id, brand_id, party_id, category_code, valid_from, valid_to, quota, state, "
    "mark, licence_number, area_mu, yield_per_mu) VALUES ($grant, $brand, $party, $category_code, $valid_from, "
    "$valid_to, $quota, $state, $mark, $licence_number, $area_mu, $yield_per_mu)"};
constexpr Statement kUpdateGrant{
    "brand_grant.update",
    "UPDATE brand_grant SET category_code = $category_code, valid_from = $valid_from, valid_to = $valid_to, quota = "
    "$quota, state = $state, mark = $mark, licence_number = $licence_number, area_mu = $area_mu, yield_per_mu = "
    "$yield_per_mu, version = version + 1 WHERE brand_grant_id = $grant AND version = $base_version"};
#define QY_GRANT_COLUMNS                                                                                     \
    "brand_grant_id, brand_id, party_id, category_code, valid_from, valid_to, quota, state, version, mark, " \
    "licence_number, area_mu, yield_per_mu "
constexpr Statement kFindGrant{
    "brand_grant.find", "SELECT " QY_GRANT_COLUMNS "FROM brand_grant WHERE brand_grant_id = $grant AND " QY_REACHED(
                            "brand_grant.party_id", "brand_grant.brand_id")};
constexpr Statement kGrantByKey{
    "brand_grant.by_key",
    "SELECT " QY_GRANT_COLUMNS
    "FROM brand_grant WHERE brand_id = $brand AND party_id = $party AND category_code = $category_code AND valid_from "
    "= $valid_from"};
constexpr Statement kGrantsOfParty{"brand_grant.of_party",
                                   "SELECT " QY_GRANT_COLUMNS
                                   "FROM brand_grant WHERE party_id = $party ORDER BY valid_from DESC, brand_grant_id"};
constexpr Statement kGrantsOfBrand{
    "brand_grant.of_brand",
    "SELECT " QY_GRANT_COLUMNS "FROM brand_grant WHERE brand_id = $brand AND " QY_REACHED(
        "brand_grant.party_id", "brand_grant.brand_id") "ORDER BY party_id, valid_from, brand_grant_id"};
constexpr Statement kGrantInForce{
    "brand_grant.in_force",
    "SELECT " QY_GRANT_COLUMNS
    "FROM brand_grant WHERE brand_id = $brand AND party_id = $party AND state = 'active' AND valid_from <= $day AND "
    "valid_to >= $day AND ($category_code = '' OR category_code = '' OR category_code = $category_code) ORDER BY "
    "category_code DESC, valid_to DESC LIMIT 1"};

// Downward from the grant's category, and on to what retired ones became.
constexpr Statement kProducedUnder{
    "brand_grant.produced",
    "WITH RECURSIVE edge (below, above) AS (SELECT category_id, parent_id FROM category WHERE parent_id IS NOT NULL "
    "UNION ALL SELECT successor_id, category_id FROM category_successor), down (category_id) AS (SELECT category_id "
    "FROM category WHERE code = $code UNION SELECT e.below FROM edge e JOIN down ON e.above = down.category_id) SELECT "
    "l.quantity FROM lot l JOIN product p ON p.product_id = l.product_id WHERE l.owner_id = $party AND l.product_id > "
    "0 "
    "AND p.brand_id = $brand AND l.kind = 'produced' AND l.produced_on >= $from AND l.produced_on <= $to AND "
    "($any_category = 1 OR p.category_id IN (SELECT category_id FROM down))"};

Result<model::Brand> brand_of(const Row& row) {
    QY_TRY(must_show, fields_of(row.text(7)));
    return model::Brand{row.id<model::BrandId>(0), std::string(row.text(1)), std::string(row.text(2)),
                        row.id<model::PartyId>(3), std::string(row.text(4)), std::string(row.text(5)),
                        std::string(row.text(6)),  std::move(must_show)};
}

Result<model::BrandGrant> grant_of(const Row& row) {
    const auto state = model::parse_grant_state(row.text(7));
    if (!state) return unknown_word("brand_grant.state", row.text(7));
    model::BrandGrant grant;
    grant.id = row.id<model::BrandGrantId>(0);
    grant.brand = row.id<model::BrandId>(1);
    grant.party = row.id<model::PartyId>(2);
    grant.category_code = row.text(3);
    grant.valid_from = row.text(4);
    grant.valid_to = row.text(5);
    if (!row.is_null(6)) grant.quota = row.integer(6);
    grant.state = *state;
    grant.version = row.integer(8);
    grant.mark = row.text(9);
    grant.licence_number = row.text(10);
    grant.area_mu = row.text(11);
    grant.yield_per_mu = row.text(12);
    return grant;
}

}  // namespace

Result<void> insert_brand(Writer& writer, const model::Brand& brand) {
    const auto must_show = joined_fields(brand.must_show);
    return insert_row(writer, kInsertBrand,
                      {{"brand", brand.id},
                       {"name", brand.name},
                       {"name_en", brand.name_en},
                       {"manager", brand.manager},
                       {"address_prefix", brand.address_prefix},
                       {"story", brand.story},
                       {"story_en", brand.story_en},
                       {"must_show", must_show}});
}

Result<std::optional<model::Brand>> find_brand(Reader& reader, model::BrandId id) {
    return first_of(reader, kFindBrand, {{"brand", id}}, brand_of);
}

Result<std::optional<model::Brand>> brand_by_name(Reader& reader, std::string_view name) {
    return first_of(reader, kBrandByName, {{"name", name}}, brand_of);
}

Result<std::vector<model::Brand>> brands(Reader& reader) {
    return all_of(reader, kBrands, {}, brand_of);
}

Result<std::vector<model::Brand>> brands_of(Reader& reader, model::PartyId manager) {
    return all_of(reader, kBrandsOf, {{"manager", manager}}, brand_of);
}

Result<std::vector<model::Brand>> brands_used_by(Reader& reader, model::PartyId party) {
    return all_of(reader, kBrandsUsedBy, {{"party", party}}, brand_of);
}

Result<void> insert_grant(Writer& writer, const model::BrandGrant& grant) {
    return insert_row(writer, kInsertGrant,
                      {{"grant", grant.id},
                       {"brand", grant.brand},
                       {"party", grant.party},
                       {"category_code", grant.category_code},
                       {"valid_from", grant.valid_from},
                       {"valid_to", grant.valid_to},
                       {"quota", grant.quota},
                       {"state", to_string(grant.state)},
                       {"mark", grant.mark},
                       {"licence_number", grant.licence_number},
                       {"area_mu", grant.area_mu},
                       {"yield_per_mu", grant.yield_per_mu}});
}

Result<void> update_grant(Writer& writer, const model::BrandGrant& grant, std::int64_t base_version) {
    return update_row(writer, kUpdateGrant,
                      {{"grant", grant.id},
                       {"base_version", base_version},
                       {"category_code", grant.category_code},
                       {"valid_from", grant.valid_from},
                       {"valid_to", grant.valid_to},
                       {"quota", grant.quota},
                       {"state", to_string(grant.state)},
                       {"mark", grant.mark},
                       {"licence_number", grant.licence_number},
                       {"area_mu", grant.area_mu},
                       {"yield_per_mu", grant.yield_per_mu}});
}

Result<std::optional<model::BrandGrant>> find_grant(Reader& reader, const model::Reach& reach, model::BrandGrantId id) {
    return first_of(reader, kFindGrant, {{"grant", id}, QY_REACH_BINDS(reach)}, grant_of);
}

Result<std::optional<model::BrandGrant>> grant_by_key(Reader& reader, model::BrandId brand, model::PartyId party,
                                                      std::string_view category_code, std::string_view valid_from) {
    return first_of(reader, kGrantByKey,
                    {{"brand", brand}, {"party", party}, {"category_code", category_code}, {"valid_from", valid_from}},
                    grant_of);
}

Result<std::vector<model::BrandGrant>> grants_of_party(Reader& reader, model::PartyId party) {
    return all_of(reader, kGrantsOfParty, {{"party", party}}, grant_of);
}

Result<std::vector<model::BrandGrant>> grants_of_brand(Reader& reader, const model::Reach& reach,
                                                       model::BrandId brand) {
    return all_of(reader, kGrantsOfBrand, {{"brand", brand}, QY_REACH_BINDS(reach)}, grant_of);
}

Result<std::optional<model::BrandGrant>> grant_in_force(Reader& reader, model::BrandId brand, model::PartyId party,
                                                        std::string_view category_code, std::string_view day) {
    return first_of(reader, kGrantInForce,
                    {{"brand", brand}, {"party", party}, {"category_code", category_code}, {"day", day}}, grant_of);
}

Result<std::vector<std::string>> produced_under(Reader& reader, const model::BrandGrant& grant) {
    return reader.all(kProducedUnder,
                      {{"party", grant.party},
                       {"brand", grant.brand},
                       {"from", grant.valid_from},
                       {"to", grant.valid_to},
                       {"any_category", grant.category_code.empty()},
                       {"code", grant.category_code}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

}  // namespace qy::storage::catalogue
