#include "storage/label_store.h"
#include "lot_row.h"
#include "reach.h"

namespace qy::storage::labels {
namespace {

#define QY_LABEL_SELECT                                                                                                \
    "SELECT l.lot_id, l.kind, l.lot_number, l.owner_id, l.parent_id, l.product_id, p.gtin, p.category_id, p.brand_id " \
    "FROM lot l LEFT JOIN product p ON p.product_id = l.product_id "

constexpr Statement kOfLot{"label.of_lot",
                           QY_LABEL_SELECT "WHERE l.lot_id = $lot AND " QY_REACHED("l.owner_id", "p.brand_id")};
constexpr Statement kNumbered{"label.numbered", QY_LABEL_SELECT "WHERE l.lot_number = $number AND " QY_REACHED(
                                                    "l.owner_id", "p.brand_id") "ORDER BY l.lot_id LIMIT $limit"};
// Upward, and to the retired categories whose products went to this one: their grants go on.
constexpr Statement kCategoryCodes{
    "label.category_codes",
    "WITH RECURSIVE edge (below, above, retired) AS (SELECT category_id, parent_id, 0 FROM category WHERE parent_id IS "
    "NOT NULL UNION ALL SELECT successor_id, category_id, 1 FROM category_successor), up (category_id, retired) AS "
    "(SELECT category_id, 0 FROM category WHERE category_id = $category UNION SELECT e.above, e.retired FROM edge e "
    "JOIN up ON e.below = up.category_id WHERE up.retired = 0 OR e.retired = 1) SELECT DISTINCT c.code FROM up JOIN "
    "category c ON c.category_id = up.category_id"};

LotLabel label_from(const Row& row) {
    LotLabel label;
    label.lot = row.id<model::LotId>(0);
    label.kind = lot_kind_from(row.text(1));
    label.lot_number = row.text(2);
    label.owner = row.id<model::PartyId>(3);
    label.parent = row.id<model::LotId>(4);
    label.product = row.id<model::ProductId>(5);
    label.gtin = row.text(6);
    label.category = row.id<model::CategoryId>(7);
    label.brand = row.id<model::BrandId>(8);
    return label;
}

}  // namespace

Result<std::optional<LotLabel>> of_lot(Reader& reader, const model::Reach& reach, model::LotId lot) {
    return reader.first(kOfLot, {{"lot", lot}, QY_REACH_BINDS(reach)}, label_from);
}

Result<std::vector<LotLabel>> numbered(Reader& reader, const model::Reach& reach, std::string_view lot_number,
                                       std::int64_t limit) {
    return reader.all(kNumbered, {{"number", lot_number}, {"limit", limit}, QY_REACH_BINDS(reach)}, label_from);
}

Result<std::vector<std::string>> category_codes(Reader& reader, model::CategoryId category) {
    return reader.all(kCategoryCodes, {{"category", category}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

}  // namespace qy::storage::labels
