#pragma once
// What the operations on the category tree share: the tree as it is in this transaction, and what they did so far.
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/product.h"
#include "resolve.h"
#include "storage/category_store.h"

namespace qy::business {

/// The newest version of every category, by code; kept up to date by the operations.
class CategoryTree {
 public:
    static Result<CategoryTree> read(storage::Reader& reader);
    /// Null when unknown.
    [[nodiscard]] const model::Category* find(std::string_view code) const;
    [[nodiscard]] const model::Category* find(model::CategoryId id) const;
    /// Retired ones too, by code.
    [[nodiscard]] std::vector<model::Category> all() const;
    /// Not retired ones, by code.
    [[nodiscard]] std::vector<model::Category> children(model::CategoryId id) const;
    /// The category and all below it that are not retired.
    [[nodiscard]] std::vector<model::CategoryId> subtree(model::CategoryId id) const;
    [[nodiscard]] bool is_below(const model::Category& category, model::CategoryId above) const;
    /// How codes of children of `parent` (none: of the top) are made.
    [[nodiscard]] model::CodeRule rule_below(model::CategoryId parent) const;
    [[nodiscard]] std::string code_of(model::CategoryId id) const;  ///< empty for none
    /// What a category asks for with all that it inherits: names of fields and of attributes.
    [[nodiscard]] std::vector<std::string> asked(const model::Category& category) const;
    void put(model::Category category);

 private:
    std::map<std::int64_t, model::Category> by_id_;
    std::map<std::string, std::int64_t, std::less<>> by_code_;
};

/// One operation on its way.
struct CategoryCall {
    Publication& publication;
    std::string operation;
    std::string day;         ///< today
    std::string day_before;  ///< of it
    CategoryTree tree;
    std::string reason;
    JsonArray categories;  ///< of the report
    JsonArray moves;
    std::int64_t products_moved = 0;
    std::int64_t grants = 0;
    const model::Change* change = nullptr;  ///< what is asked for; null within a longer one
};

/// The category of a member, not retired. Errors: invalid `category.unknown` {code}, conflict `category.retired`
/// {code, codes to choose from}.
Result<model::Category> category_at(CategoryCall& call, const std::string& code, std::string_view member);
/// Errors: conflict `submission.base_version` {version}, as base_conflict (three_way.h); conflict `category.waiting`
/// {code, day}: a version that is not in force yet would be overtaken.
Result<void> check_base(const CategoryCall& call, const model::Category& category, std::int64_t base_version);
/// Writes the next version, from today or from category.valid_from when that is later, and notes it.
Result<void> write_category(CategoryCall& call, model::Category category, std::string_view outcome);
Result<model::Category> make_category(CategoryCall& call, model::Category category);
/// Gives the category another parent or code (empty: it keeps its own part, behind the new parent's prefix where the
/// rule asks for one), and to those below it what follows from that. Old codes stay known as aliases; grants follow.
/// Errors: invalid `category.code` {code, example}, `category.circle` {code}; conflict `category.exists` {code}.
Result<void> place_category(CategoryCall& call, model::Category category, model::CategoryId parent, std::string code);
/// Errors: invalid `category.code`; conflict `category.exists` {code}.
Result<void> check_new_code(const CategoryCall& call, model::CategoryId parent, const std::string& code,
                            model::CategoryId of);
/// The day before a day; empty for an empty one.
[[nodiscard]] std::string day_before(std::string_view day);

}  // namespace qy::business
