#pragma once
// Categories with their versions, and what becomes of products when categories change. (clause 6.1) Errors of all:
// those of catalogue_store.h.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/product.h"
#include "storage/store.h"

namespace qy::storage::catalogue {

/// Inserts version 1, from category.valid_from on; operation, changed_by and changed_at are kept with it.
Result<void> insert_category(Writer& writer, const model::Category& category);
/// Writes the next version, in force from category.valid_from on; versions that would be in force then end the day
/// before, `day_before` (empty: at the beginning of time). category.version is not looked at.
Result<void> update_category(Writer& writer, const model::Category& category, std::int64_t base_version,
                             std::string_view day_before);
/// The newest version, whenever it begins.
Result<std::optional<model::Category>> find_category(Reader& reader, model::CategoryId id);
Result<std::optional<model::Category>> category_by_code(Reader& reader, std::string_view code);
/// The newest version of every category, retired ones too, by code.
Result<std::vector<model::Category>> categories(Reader& reader);
/// The versions in force on a day ("2026-03-05"), retired categories too, by code.
Result<std::vector<model::Category>> categories_on(Reader& reader, std::string_view day);
/// Oldest first.
Result<std::vector<model::Category>> versions_of(Reader& reader, model::CategoryId id);

/// What the products of a retired category became.
Result<void> insert_successor(Writer& writer, model::CategoryId category, model::CategoryId successor);
struct Succession {
    model::CategoryId category;
    model::CategoryId successor;
};
/// Of all categories, by category.
Result<std::vector<Succession>> successions(Reader& reader);

/// Who changed something, when and why: kept with what was replaced.
struct Replacement {
    std::string_view by;
    std::string_view reason;
    Time at;
    model::SubmissionId submission = {};  ///< none: it was no submission
};
/// Products of `from` that go to `to`: those of a list, or those whose name holds a word and whose owner is one party,
/// as far as that is given.
struct ProductMove {
    model::CategoryId from;
    model::CategoryId to;
    std::vector<std::int64_t> products = {};  ///< empty: any
    std::string name_holds = {};              ///< case of ASCII letters does not matter; empty: any
    model::PartyId owner = {};                ///< none: any
};
/// Moves them all in two statements, however many; each keeps its former version. Returns how many.
Result<std::int64_t> move_products(Writer& writer, const ProductMove& move, const Replacement& replacement);

struct ProductCount {
    std::int64_t products = 0;
    std::int64_t owners = 0;
};
Result<ProductCount> count_products(Reader& reader, const std::vector<model::CategoryId>& categories);
/// Grants that name this code.
Result<std::int64_t> count_grants(Reader& reader, std::string_view category_code);
/// Gives them the category's new code. Errors: conflict `storage.duplicate`: a party has a grant under both.
Result<void> rename_in_grants(Writer& writer, std::string_view from, std::string_view to);

/// The former version of a product. `product.version` is its number.
struct ProductVersion {
    model::Product product;
    Time replaced_at;
    std::string replaced_by;
    std::string reason;
    model::SubmissionId submission;
};
/// Keeps the present version of a product before it is replaced. Errors: conflict `storage.changed`: it has another.
Result<void> keep_product_version(Writer& writer, model::ProductId product, std::int64_t version,
                                  const Replacement& replacement);
/// Oldest first; without the present one.
Result<std::vector<ProductVersion>> product_versions(Reader& reader, model::ProductId product);

/// The number that rises with every change of catalogue and dictionary.
Result<std::int64_t> catalogue_version(Reader& reader);
Result<void> raise_catalogue_version(Writer& writer);

}  // namespace qy::storage::catalogue
