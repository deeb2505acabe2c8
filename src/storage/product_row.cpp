#include "product_row.h"

#include "stored.h"

namespace qy::storage {
namespace {

constexpr std::string_view kService = "service";
constexpr std::string_view kGoods = "goods";

}  // namespace

std::string_view to_text(model::ProductKind kind) {
    return kind == model::ProductKind::service ? kService : kGoods;
}

Result<model::Product> product_from(const Row& row) {
    QY_TRY(opened, fields_of(row.text(10)));
    QY_TRY(closed, fields_of(row.text(12)));
    model::Product product;
    product.id = row.id<model::ProductId>(0);
    product.owner = row.id<model::PartyId>(1);
    product.category = row.id<model::CategoryId>(2);
    product.brand = row.id<model::BrandId>(3);
    product.kind = row.text(4) == kService ? model::ProductKind::service : model::ProductKind::goods;
    product.name = row.text(5);
    product.name_en = row.text(6);
    product.specification = row.text(7);
    product.gtin = row.text(8);
    product.allergens = pieces_of(row.text(9));
    product.opened = std::move(opened);
    product.closed = std::move(closed);
    product.version = row.integer(11);
    return product;
}

}  // namespace qy::storage
