// Products and their search grams.
#include "product_row.h"
#include "reach.h"
#include "storage/catalogue_store.h"
#include "stored.h"

namespace qy::storage::catalogue {
namespace {

#define QY_PRODUCT_COLUMNS QY_PRODUCT_COLUMNS_OF("") " "

constexpr Statement kInsert{
    "product.insert",
    "INSERT INTO product (product_id, owner_id, category_id, brand_id, kind, name, name_en, specification, gtin, "
    "allergens, opened, closed, attributes, product_code, nutrition) VALUES ($product, $owner, $category, $brand, "
    "$kind, "
    "$name, $name_en, $specification, $gtin, $allergens, $opened, $closed, $attributes, $code, $nutrition)"};
constexpr Statement kUpdate{
    "product.update",
    "UPDATE product SET owner_id = $owner, category_id = $category, brand_id = $brand, kind = $kind, name = $name, "
    "name_en = $name_en, specification = $specification, gtin = $gtin, allergens = $allergens, opened = $opened, "
    "closed = $closed, attributes = $attributes, product_code = $code, nutrition = $nutrition, version = version + 1 "
    "WHERE product_id = $product AND version = $base_version"};
constexpr Statement kFind{"product.find", "SELECT " QY_PRODUCT_COLUMNS "FROM product WHERE product_id = $product"};
constexpr Statement kFindReached{
    "product.find_reached", "SELECT " QY_PRODUCT_COLUMNS "FROM product WHERE product_id = $product AND " QY_REACHED(
                                "product.owner_id", "product.brand_id")};
constexpr Statement kFindAll{
    "product.find_all", "SELECT " QY_PRODUCT_COLUMNS "FROM product WHERE product_id {in:products} ORDER BY product_id"};
constexpr Statement kFindAllReached{"product.find_all_reached",
                                    "SELECT " QY_PRODUCT_COLUMNS
                                    "FROM product WHERE product_id {in:products} AND " QY_REACHED(
                                        "product.owner_id", "product.brand_id") "ORDER BY product_id"};
constexpr Statement kByKey{"product.by_key",
                           "SELECT " QY_PRODUCT_COLUMNS
                           "FROM product WHERE owner_id = $owner AND name = $name AND specification = $specification"};
constexpr Statement kByName{"product.by_name",
                            "SELECT " QY_PRODUCT_COLUMNS
                            "FROM product WHERE owner_id = $owner AND name = $name ORDER BY specification"};
// "product_code <> ''" lets the planner use the partial index.
constexpr Statement kByCode{"product.by_code",
                            "SELECT " QY_PRODUCT_COLUMNS
                            "FROM product WHERE owner_id = $owner AND product_code = $code AND product_code <> ''"};
constexpr Statement kOfOwner{
    "product.of_owner",
    "SELECT " QY_PRODUCT_COLUMNS
    "FROM product WHERE owner_id = $owner AND product_id > $after ORDER BY product_id LIMIT $limit"};
constexpr Statement kOfBrand{
    "product.of_brand",
    "SELECT " QY_PRODUCT_COLUMNS
    "FROM product WHERE brand_id = $brand AND product_id > $after ORDER BY product_id LIMIT $limit"};
constexpr Statement kList{"product.list", "SELECT " QY_PRODUCT_COLUMNS
                                          "FROM product WHERE product_id > $after ORDER BY product_id LIMIT $limit"};
// "gtin <> ''" lets the planner use the partial index.
constexpr Statement kByGtin{"product.by_gtin", "SELECT " QY_PRODUCT_COLUMNS
                                               "FROM product WHERE gtin = $gtin AND gtin <> '' ORDER BY product_id"};
constexpr Statement kRemoveGrams{"product_gram.remove", "DELETE FROM product_gram WHERE product_id = $product"};
constexpr Statement kInsertGram{"product_gram.insert",
                                "INSERT INTO product_gram (gram, product_id) VALUES ($gram, $product)"};
constexpr Statement kWithGrams{
    "product_gram.search",
    "SELECT product_id FROM product_gram WHERE gram {in:grams} GROUP BY product_id HAVING count(*) = $count ORDER BY "
    "product_id LIMIT $limit"};

}  // namespace

Result<void> insert_product(Writer& writer, const model::Product& product) {
    const auto allergens = joined(product.allergens);
    const auto opened = joined_fields(product.opened);
    const auto closed = joined_fields(product.closed);
    const auto attributes = model::attributes_text(product.attributes);
    return insert_row(writer, kInsert,
                      {{"product", product.id},
                       {"owner", product.owner},
                       {"category", product.category},
                       {"brand", product.brand},
                       {"kind", product_kind_text(product.kind)},
                       {"name", product.name},
                       {"name_en", product.name_en},
                       {"specification", product.specification},
                       {"gtin", product.gtin},
                       {"allergens", allergens},
                       {"opened", opened},
                       {"closed", closed},
                       {"attributes", attributes},
                       {"code", product.code},
                       {"nutrition", product.nutrition}});
}

Result<void> update_product(Writer& writer, const model::Product& product, std::int64_t base_version,
                            const Replacement& replacement) {
    QY_CHECK(keep_product_version(writer, product.id, base_version, replacement));
    const auto allergens = joined(product.allergens);
    const auto opened = joined_fields(product.opened);
    const auto closed = joined_fields(product.closed);
    const auto attributes = model::attributes_text(product.attributes);
    return update_row(writer, kUpdate,
                      {{"product", product.id},
                       {"base_version", base_version},
                       {"owner", product.owner},
                       {"category", product.category},
                       {"brand", product.brand},
                       {"kind", product_kind_text(product.kind)},
                       {"name", product.name},
                       {"name_en", product.name_en},
                       {"specification", product.specification},
                       {"gtin", product.gtin},
                       {"allergens", allergens},
                       {"opened", opened},
                       {"closed", closed},
                       {"attributes", attributes},
                       {"code", product.code},
                       {"nutrition", product.nutrition}});
}

Result<std::optional<model::Product>> find_product(Reader& reader, const model::Reach& reach, model::ProductId id) {
    if (reach.all) return first_of(reader, kFind, {{"product", id}}, product_from);
    return first_of(reader, kFindReached, {{"product", id}, QY_REACH_BINDS(reach)}, product_from);
}

Result<std::vector<model::Product>> find_products(Reader& reader, const model::Reach& reach,
                                                  const std::vector<model::ProductId>& ids) {
    const auto numbers = numbers_of(ids);
    if (reach.all) return all_of(reader, kFindAll, {{"products", numbers}}, product_from);
    return all_of(reader, kFindAllReached, {{"products", numbers}, QY_REACH_BINDS(reach)}, product_from);
}

Result<std::optional<model::Product>> product_by_key(Reader& reader, model::PartyId owner, std::string_view name,
                                                     std::string_view specification) {
    return first_of(reader, kByKey, {{"owner", owner}, {"name", name}, {"specification", specification}}, product_from);
}

Result<std::vector<model::Product>> products_by_name(Reader& reader, model::PartyId owner, std::string_view name) {
    return all_of(reader, kByName, {{"owner", owner}, {"name", name}}, product_from);
}

Result<std::optional<model::Product>> product_by_code(Reader& reader, model::PartyId owner, std::string_view code) {
    return first_of(reader, kByCode, {{"owner", owner}, {"code", code}}, product_from);
}

Result<std::vector<model::Product>> products_of(Reader& reader, model::PartyId owner, model::ProductId after,
                                                std::int64_t limit) {
    return all_of(reader, kOfOwner, {{"owner", owner}, {"after", after.number()}, {"limit", limit}}, product_from);
}

Result<std::vector<model::Product>> products_of_brand(Reader& reader, model::BrandId brand, model::ProductId after,
                                                      std::int64_t limit) {
    return all_of(reader, kOfBrand, {{"brand", brand}, {"after", after.number()}, {"limit", limit}}, product_from);
}

Result<std::vector<model::Product>> products(Reader& reader, model::ProductId after, std::int64_t limit) {
    return all_of(reader, kList, {{"after", after.number()}, {"limit", limit}}, product_from);
}

Result<std::vector<model::Product>> products_by_gtin(Reader& reader, std::string_view gtin) {
    return all_of(reader, kByGtin, {{"gtin", gtin}}, product_from);
}

Result<void> replace_grams(Writer& writer, model::ProductId product, const std::vector<std::string>& grams) {
    QY_TRY(removed, writer.run(kRemoveGrams, {{"product", product}}));
    (void)removed;
    std::vector<BindRow> rows;
    for (const auto& gram : grams) rows.push_back({{"gram", gram}, {"product", product}});
    QY_TRY(inserted, writer.run_many(kInsertGram, rows));
    QY_ASSERT(inserted == static_cast<std::int64_t>(rows.size()));
    return {};
}

Result<std::vector<model::ProductId>> products_with_grams(Reader& reader, const std::vector<std::string>& grams,
                                                          std::int64_t limit) {
    QY_ASSERT(!grams.empty());
    return reader.all(kWithGrams,
                      {{"grams", grams}, {"count", static_cast<std::int64_t>(grams.size())}, {"limit", limit}},
                      [](const Row& row) { return row.id<model::ProductId>(0); });
}

}  // namespace qy::storage::catalogue
