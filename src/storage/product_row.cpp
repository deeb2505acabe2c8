#include "product_row.h"

#include "stored.h"

namespace qy::storage {
namespace {

model::ProductKind product_kind_of(std::string_view text) {
    return text == "service" ? model::ProductKind::service : model::ProductKind::goods;
}

}  // namespace

std::string_view product_kind_text(model::ProductKind kind) {
    return kind == model::ProductKind::service ? "service" : "goods";
}

Result<model::Product> product_from(const Row& row) {
    QY_TRY(product, product_facts_from(row, 2));
    product.id = row.id<model::ProductId>(0);
    product.owner = row.id<model::PartyId>(1);
    return product;
}

Result<model::Product> product_facts_from(const Row& row, int first) {
    QY_TRY(opened, fields_of(row.text(first + 9)));
    QY_TRY(closed, fields_of(row.text(first + 10)));
    QY_TRY(attributes, model::parse_attributes(row.text(first + 11)));
    model::Product product;
    product.version = row.integer(first);
    product.category = row.id<model::CategoryId>(first + 1);
    product.brand = row.id<model::BrandId>(first + 2);
    product.kind = product_kind_of(row.text(first + 3));
    product.name = row.text(first + 4);
    product.name_en = row.text(first + 5);
    product.specification = row.text(first + 6);
    product.gtin = row.text(first + 7);
    product.allergens = pieces_of(row.text(first + 8));
    product.opened = std::move(opened);
    product.closed = std::move(closed);
    product.attributes = std::move(attributes);
    product.code = row.text(first + 12);
    product.nutrition = row.text(first + 13);
    return product;
}

}  // namespace qy::storage
