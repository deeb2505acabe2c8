#include "storage/browse_store.h"

#include <cstdint>
#include <limits>

#include "lot_row.h"
#include "named_row.h"
#include "product_row.h"
#include "reach.h"
#include "stored.h"

namespace qy::storage::browse {
namespace {

#define QY_LISTED_PRODUCT \
    "SELECT " QY_PRODUCT_COLUMNS_OF("p.") ", " QY_NAMED_OF("o.") ", " QY_NAMED_OF("b.") ", coalesce(c.code, '') " \
    "FROM product p JOIN party o ON o.party_id = p.owner_id LEFT JOIN brand b ON b.brand_id = p.brand_id LEFT "   \
    "JOIN category c ON c.category_id = p.category_id "
#define QY_PRODUCT_TEXT                                                                                             \
    "p.product_id < $before AND ($text = '' OR p.name LIKE $text ESCAPE '!' OR p.name_en LIKE $text ESCAPE '!' OR " \
    "p.specification LIKE $text ESCAPE '!' OR p.product_code LIKE $text ESCAPE '!') "

#define QY_LISTED_LOT \
    "SELECT l.lot_id, l.kind, l.product_id, l.owner_id, l.lot_number, l.parent_id, l.consignee_id, l.quantity, " \
    "l.produced_on, l.place, l.allergens, " QY_NAMED_OF("p.") ", " QY_NAMED_OF("o.") " FROM lot l LEFT JOIN "    \
    "product p ON p.product_id = l.product_id JOIN party o ON o.party_id = l.owner_id "
#define QY_LOT_NUMBER "l.lot_id < $before AND ($number = '' OR l.lot_number LIKE $number ESCAPE '!') "

// A party's own products and lots are found by its index; wider reaches walk back from the newest.
constexpr Statement kProductsOf{"browse.products_of", QY_LISTED_PRODUCT "WHERE p.owner_id = $party AND " QY_PRODUCT_TEXT
                                                                        "ORDER BY p.product_id DESC LIMIT $limit"};
constexpr Statement kProducts{"browse.products", QY_LISTED_PRODUCT
                              "WHERE " QY_PRODUCT_TEXT
                              "AND " QY_REACHED("p.owner_id", "p.brand_id") "ORDER BY p.product_id DESC LIMIT $limit"};
constexpr Statement kLotsOf{"browse.lots_of", QY_LISTED_LOT "WHERE l.owner_id = $party AND " QY_LOT_NUMBER
                                                            "ORDER BY l.lot_id DESC LIMIT $limit"};
constexpr Statement kLots{"browse.lots", QY_LISTED_LOT "WHERE " QY_LOT_NUMBER "AND " QY_REACHED(
                                             "l.owner_id", "p.brand_id") "ORDER BY l.lot_id DESC LIMIT $limit"};
constexpr Statement kLotsOfProduct{"browse.lots_of_product", QY_LISTED_LOT
                                   "WHERE l.product_id = $product AND " QY_LOT_NUMBER
                                   "AND " QY_REACHED("l.owner_id", "p.brand_id") "ORDER BY l.lot_id DESC LIMIT $limit"};

/// What LIKE takes as a text that holds (or, `from_start`, begins with) exactly this one.
std::string pattern_of(std::string_view text, bool from_start) {
    if (text.empty()) return {};
    std::string pattern(from_start ? "" : "%");
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + '%';
}

std::int64_t bound_of(Stretch stretch) {
    return stretch.before == 0 ? std::numeric_limits<std::int64_t>::max() : stretch.before;
}

bool is_own_alone(const model::Reach& reach) {
    return !reach.all && reach.manager.is_none() && reach.regions.empty();
}

Result<ListedProduct> listed_product_from(const Row& row) {
    QY_TRY(product, product_from(row));
    return ListedProduct{std::move(product), named_at(row, kProductColumns), named_at(row, kProductColumns + 2),
                         std::string(row.text(kProductColumns + 4))};
}

ListedLot listed_lot_from(const Row& row) {
    return {lot_from(row), named_at(row, 11), named_at(row, 13)};
}

}  // namespace

Result<std::vector<ListedProduct>> products(Reader& reader, const model::Reach& reach, std::string_view text,
                                            Stretch stretch) {
    const auto pattern = pattern_of(text, false);
    const auto before = bound_of(stretch);
    if (is_own_alone(reach)) {
        return all_of(reader, kProductsOf,
                      {{"party", reach.party}, {"text", pattern}, {"before", before}, {"limit", stretch.limit}},
                      listed_product_from);
    }
    return all_of(reader, kProducts,
                  {{"text", pattern}, {"before", before}, {"limit", stretch.limit}, QY_REACH_BINDS(reach)},
                  listed_product_from);
}

Result<std::vector<ListedLot>> lots(Reader& reader, const model::Reach& reach, std::string_view number,
                                    model::ProductId product, Stretch stretch) {
    const auto pattern = pattern_of(number, true);
    const auto before = bound_of(stretch);
    if (product) {
        return reader.all(kLotsOfProduct,
                          {{"product", product},
                           {"number", pattern},
                           {"before", before},
                           {"limit", stretch.limit},
                           QY_REACH_BINDS(reach)},
                          listed_lot_from);
    }
    if (is_own_alone(reach)) {
        return reader.all(kLotsOf,
                          {{"party", reach.party}, {"number", pattern}, {"before", before}, {"limit", stretch.limit}},
                          listed_lot_from);
    }
    return reader.all(kLots, {{"number", pattern}, {"before", before}, {"limit", stretch.limit}, QY_REACH_BINDS(reach)},
                      listed_lot_from);
}

}  // namespace qy::storage::browse
