#include "product_row.h"

#include "stored.h"

namespace qy::storage {

std::string_view product_kind_text(model::ProductKind kind) {
    return kind == model::ProductKind::service ? "service" : "goods";
}

model::ProductKind product_kind_of(std::string_view text) {
    return text == "service" ? model::ProductKind::service : model::ProductKind::goods;
}

Result<model::Product> product_from(const Row& row) {
    QY_TRY(opened, fields_of(row.text(10)));
    QY_TRY(closed, fields_of(row.text(12)));
    QY_TRY(attributes, model::parse_attributes(row.text(13)));
    model::Product product;
    product.id = row.id<model::ProductId>(0);
    product.owner = row.id<model::PartyId>(1);
    product.category = row.id<model::CategoryId>(2);
    product.brand = row.id<model::BrandId>(3);
    product.kind = product_kind_of(row.text(4));
    product.name = row.text(5);
    product.name_en = row.text(6);
    product.specification = row.text(7);
    product.gtin = row.text(8);
    product.allergens = pieces_of(row.text(9));
    product.opened = std::move(opened);
    product.closed = std::move(closed);
    product.version = row.integer(11);
    product.attributes = std::move(attributes);
    return product;
}

}  // namespace qy::storage
