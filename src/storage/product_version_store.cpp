// What products were before they were changed, and moves of many products at once.
#include "base/text.h"
#include "product_row.h"
#include "storage/category_store.h"
#include "stored.h"

namespace qy::storage::catalogue {
namespace {

#define QY_KEPT "product_id, " QY_PRODUCT_FACTS_OF("")
#define QY_KEEP                                                                                                  \
    "INSERT INTO product_version (" QY_KEPT ", replaced_at, replaced_by, reason, submission_id) SELECT " QY_KEPT \
    ", $at, $by, $reason, $submission FROM product "
#define QY_MOVED                                                                                          \
    "WHERE category_id = $from AND ($any_product = 1 OR product_id {in:products}) AND ($any_name = 1 OR " \
    "lower(name) LIKE $pattern ESCAPE '!') AND ($any_owner = 1 OR owner_id = $owner)"

constexpr Statement kKeepOne{"product_version.keep", QY_KEEP "WHERE product_id = $product AND version = $version"};
constexpr Statement kKeepMoved{"product_version.keep_moved", QY_KEEP QY_MOVED};
constexpr Statement kMove{"product.move", "UPDATE product SET category_id = $to, version = version + 1 " QY_MOVED};
constexpr Statement kCount{"product.count_of_categories",
                           "SELECT count(*), count(DISTINCT owner_id) FROM product WHERE category_id {in:categories}"};
constexpr Statement kVersions{
    "product_version.of_product",
    "SELECT " QY_KEPT
    ", replaced_at, replaced_by, reason, submission_id FROM product_version WHERE product_id = $product "
    "ORDER BY version"};

/// For LIKE with '!' as its escape.
std::string pattern_of(std::string_view word) {
    std::string pattern = "%";
    for (const char c : lower_ascii(word)) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + "%";
}

constexpr int kKeptColumns = 1 + kProductFacts;

Result<ProductVersion> version_of(const Row& row) {
    QY_TRY(product, product_facts_from(row, 1));
    ProductVersion version;
    version.product = std::move(product);
    version.product.id = row.id<model::ProductId>(0);
    version.replaced_at = row.time(kKeptColumns);
    version.replaced_by = row.text(kKeptColumns + 1);
    version.reason = row.text(kKeptColumns + 2);
    version.submission = row.id<model::SubmissionId>(kKeptColumns + 3);
    return version;
}

}  // namespace

Result<std::int64_t> move_products(Writer& writer, const ProductMove& move, const Replacement& replacement) {
    const auto pattern = pattern_of(move.name_holds);
    const std::span<const std::int64_t> products(move.products);
    QY_TRY(kept, writer.run(kKeepMoved, {{"from", move.from},
                                         {"any_product", products.empty()},
                                         {"products", products},
                                         {"any_name", move.name_holds.empty()},
                                         {"pattern", pattern},
                                         {"any_owner", move.owner.is_none()},
                                         {"owner", move.owner},
                                         {"at", replacement.at},
                                         {"by", replacement.by},
                                         {"reason", replacement.reason},
                                         {"submission", replacement.submission}}));
    (void)kept;
    return writer.run(kMove, {{"from", move.from},
                              {"to", move.to},
                              {"any_product", products.empty()},
                              {"products", products},
                              {"any_name", move.name_holds.empty()},
                              {"pattern", pattern},
                              {"any_owner", move.owner.is_none()},
                              {"owner", move.owner}});
}

Result<ProductCount> count_products(Reader& reader, const std::vector<model::CategoryId>& categories) {
    const auto numbers = numbers_of(categories);
    QY_TRY(count, reader.first(kCount, {{"categories", std::span<const std::int64_t>(numbers)}}, [](const Row& row) {
        return ProductCount{row.integer(0), row.integer(1)};
    }));
    return count.value_or(ProductCount{});
}

Result<void> keep_product_version(Writer& writer, model::ProductId product, std::int64_t version,
                                  const Replacement& replacement) {
    return update_row(writer, kKeepOne,
                      {{"product", product},
                       {"version", version},
                       {"at", replacement.at},
                       {"by", replacement.by},
                       {"reason", replacement.reason},
                       {"submission", replacement.submission}});
}

Result<std::vector<ProductVersion>> product_versions(Reader& reader, model::ProductId product) {
    return all_of(reader, kVersions, {{"product", product}}, version_of);
}

}  // namespace qy::storage::catalogue
