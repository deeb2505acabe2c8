#pragma once
// The category tree: shown with its history, changed by operations, carried from one installation to another.
// (clause 6.1)
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "business/submission_diff.h"
#include "model/actor.h"
#include "model/product.h"
#include "model/submission.h"

namespace qy::business {

// Operations are objects that Review::submit takes as a change of kind `catalogue`. Categories are named by their code;
// `category` with `base_version` is the one that changes. All take `reason`.
//
//   save    {code, parent?, name, name_en, …} makes one. {category, base_version, …} changes what is given: code,
//           name, name_en, aliases, required, steps, attributes, children_code; `valid_from` from which day on.
//   move    {category, base_version, parent, code?}: with all below it.
//   merge   {categories: [{category, base_version}], into}: products and children go to `into`.
//   split   {category, base_version, parts: [{code, name, name_en, …} or {code} of a category that is there],
//           assign?: [{to, products | name_holds | owner}], rest?, children_to?}: the first rule that fits a product
//           decides, `rest` takes the others.
//   retire  {category, base_version, assign?, rest?, children_to?}
//   import  {categories: […]}, as export_categories gives it: what differs is saved or made, what is retired there is
//           retired here.
//
// Errors: invalid `request.invalid` (members), `category.operation` {operation}, `category.unknown` {code},
// `category.code` {code, example}, `category.circle`, `category.past` (valid_from), `attribute.spec`; conflict
// `submission.base_version` {version}, `category.exists` {code}, `category.retired` {code, successors},
// `category.waiting` {code, day}, `category.word_taken` {word, code}, `category.products_left` {count},
// `category.has_children` {codes}, `category.grants` {from, to}; denied `catalogue.not_owner` (approval by somebody
// whose reach does not hold the whole catalogue).

/// A change for Review::submit: `base_version` is taken out of the content. Errors: invalid
/// `request.invalid` (base_version).
Result<model::Change> catalogue_change(model::ChangeKind kind, JsonObject content);

/// The categories in force on `day` (empty: today), by code, those retired by then left out.
Result<std::vector<model::Category>> categories_on(const Services& services, const std::string& day);

/// One category with everything around it.
struct CategoryView {
    model::Category category;               ///< as in force on the day
    std::vector<model::Category> lineage;   ///< the parent first, up to the top
    std::vector<model::Category> versions;  ///< oldest first
    std::vector<std::string> successors;    ///< codes
    std::vector<model::Category> all;       ///< in force, to name parents by
    std::int64_t products = 0;
};
/// Errors: not_found `category.not_found` {code}: no such category, or not on that day.
Result<CategoryView> show_category(const Services& services, const std::string& code, const std::string& day);

/// The whole tree, retired categories too, parents before children: {"categories": […]}.
Result<JsonObject> export_categories(const Services& services);

/// The same as CSV, and back to what `import` takes. Errors: those of collection::categories_from_csv.
[[nodiscard]] std::string categories_csv(const JsonObject& tree);
Result<JsonObject> categories_of_csv(ByteView bytes);

/// One category as export and show write it; parents and successors by code.
[[nodiscard]] JsonObject category_json(const model::Category& category, const std::string& parent);

/// The versions of a product, oldest first, the present one last, as far as the actor may see products of its owner:
/// its own party's, those of a brand that it manages, or all. Errors: not_found `product.not_found`.
struct ProductHistory {
    struct Entry {
        model::Product product;
        std::string category;  ///< its code when this version was replaced; the present version: now
        std::string category_name;
        std::string category_name_en;
        std::string replaced_at;  ///< RFC 3339; empty for the present one
        std::string replaced_by;  ///< who wrote the change
        std::string reason;
        model::SubmissionId submission;  ///< by which it was replaced; none: it was no submission
        std::string approved_by;         ///< "policy" when a rule let it through
        std::string comment;             ///< of the approval, or the rule
        std::vector<FieldDiff> changes;  ///< what the next version has instead: before, after
    };
    std::vector<Entry> entries;
};
Result<ProductHistory> product_history(const Services& services, const model::Actor& actor, model::ProductId product);

}  // namespace qy::business
