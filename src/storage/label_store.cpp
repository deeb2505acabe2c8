#include "storage/label_store.h"

namespace qy::storage::labels {
namespace {

constexpr Statement kOfLot{
    "label.of_lot",
    "SELECT l.kind, l.lot_number, l.owner_id, l.parent_id, l.product_id, p.gtin, p.category_id, p.brand_id FROM lot l "
    "LEFT JOIN product p ON p.product_id = l.product_id WHERE l.lot_id = $lot"};
constexpr Statement kOfBrand{"label.of_brand", "SELECT manager_id, address_prefix FROM brand WHERE brand_id = $brand"};
constexpr Statement kCategoryCodes{
    "label.category_codes",
    "WITH RECURSIVE up (category_id, parent_id, code) AS (SELECT category_id, parent_id, code FROM category WHERE "
    "category_id = $category UNION SELECT c.category_id, c.parent_id, c.code FROM category c JOIN up ON c.category_id "
    "= up.parent_id) SELECT code FROM up"};
constexpr Statement kGrants{"label.grants",
                            "SELECT brand_grant_id, category_code, valid_from, valid_to, quota, state FROM brand_grant "
                            "WHERE brand_id = $brand AND party_id = $party ORDER BY valid_from, brand_grant_id"};
constexpr Statement kPartyActive{"label.party_active", "SELECT active FROM party WHERE party_id = $party"};

model::LotKind kind_from(std::string_view text) {
    if (text == "consignment") return model::LotKind::consignment;
    return text == "logistic_unit" ? model::LotKind::logistic_unit : model::LotKind::produced;
}

Grant grant_from(const Row& row) {
    Grant grant;
    grant.id = row.id<model::BrandGrantId>(0);
    grant.category_code = row.text(1);
    grant.valid_from = row.text(2);
    grant.valid_to = row.text(3);
    if (!row.is_null(4)) grant.quota = row.integer(4);
    grant.active = row.text(5) == "active";
    return grant;
}

}  // namespace

Result<std::optional<LotLabel>> of_lot(Reader& reader, model::LotId lot) {
    return reader.first(kOfLot, {{"lot", lot}}, [lot](const Row& row) {
        LotLabel label;
        label.lot = lot;
        label.kind = kind_from(row.text(0));
        label.lot_number = row.text(1);
        label.owner = row.id<model::PartyId>(2);
        label.parent = row.id<model::LotId>(3);
        label.product = row.id<model::ProductId>(4);
        label.gtin = row.text(5);
        label.category = row.id<model::CategoryId>(6);
        label.brand = row.id<model::BrandId>(7);
        return label;
    });
}

Result<std::optional<BrandLabel>> of_brand(Reader& reader, model::BrandId brand) {
    return reader.first(kOfBrand, {{"brand", brand}}, [](const Row& row) {
        return BrandLabel{row.id<model::PartyId>(0), std::string(row.text(1))};
    });
}

Result<std::vector<std::string>> category_codes(Reader& reader, model::CategoryId category) {
    return reader.all(kCategoryCodes, {{"category", category}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

Result<std::vector<Grant>> grants(Reader& reader, model::BrandId brand, model::PartyId party) {
    return reader.all(kGrants, {{"brand", brand}, {"party", party}}, grant_from);
}

Result<std::optional<bool>> party_active(Reader& reader, model::PartyId party) {
    return reader.first(kPartyActive, {{"party", party}}, [](const Row& row) { return row.flag(0); });
}

}  // namespace qy::storage::labels
