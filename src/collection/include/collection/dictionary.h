#pragma once
// The data dictionary as collection uses it: words of the field and their aliases, and the category tree with what each
// category asks for. Built-in tables seed the stored ones. (clauses 6.1, 6.2.4)
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/category.h"
#include "model/field.h"
#include "model/table_reading.h"

namespace qy::collection {

/// One item of one dictionary type ("test_result"). `aliases` is a comma list of further words that mean the same.
struct DictionaryItem {
    std::string dictionary;
    std::string code;
    std::string zh;
    std::string en;
    std::string aliases;
    std::string details = "{}";  ///< JSON object: what else is known of it (model/dictionary.h)
};

/// Items of all types, found by any of their words. Immutable; safe from any thread.
class Dictionary {
 public:
    explicit Dictionary(std::vector<DictionaryItem> items);
    /// By code, label or alias; case, width and spaces do not matter. Null when unknown. Of two items with the same
    /// word the earlier one is found.
    [[nodiscard]] const DictionaryItem* find(std::string_view dictionary, std::string_view word) const;
    /// In the order they were given.
    [[nodiscard]] std::vector<const DictionaryItem*> items(std::string_view dictionary) const;
    /// "合格、不合格": the labels of a type, for messages.
    [[nodiscard]] std::string labels(std::string_view dictionary) const;

 private:
    std::vector<DictionaryItem> items_;
    std::unordered_map<std::string, std::size_t> by_word_;  // "type/folded word"
};

/// What the program is shipped with, from the tables in collection/words: one file per type, which names its sources.
/// Codes of the type `step` are the names of model::Step.
[[nodiscard]] std::span<const DictionaryItem> built_in_dictionary();

/// One category. `parent` is a code or empty. `required` are the fields that a row must fill for the kinds of
/// information that it tells of, besides those of its ancestors.
struct CategoryRule {
    std::string code;
    std::string parent;
    std::string zh;
    std::string en;
    std::string aliases;  ///< comma list
    std::vector<model::Field> required;
    std::vector<model::Step> steps = {};                    ///< that a lot goes through, in order; empty: the parent's
    std::vector<model::CategoryAttribute> attributes = {};  ///< besides those of its ancestors, or instead of them
};

/// The category tree. Immutable; safe from any thread.
class CategoryRules {
 public:
    explicit CategoryRules(std::vector<CategoryRule> rules);
    /// By code, label or alias; null when unknown.
    [[nodiscard]] const CategoryRule* find(std::string_view word) const;
    /// Of the category and its ancestors, in the order of the field table. REQUIRES: the rule is one of these.
    [[nodiscard]] std::vector<model::Field> required_of(const CategoryRule& rule) const;
    /// Of the category, else of the nearest ancestor that names some. REQUIRES: as above.
    [[nodiscard]] std::vector<model::Step> steps_of(const CategoryRule& rule) const;
    /// Of the category and its ancestors, each name once: the nearest wins. REQUIRES: as above.
    [[nodiscard]] std::vector<const model::CategoryAttribute*> attributes_of(const CategoryRule& rule) const;
    /// All titles by which files may name attributes. Of several attributes with one title the first by name.
    [[nodiscard]] const model::AttributeTitles& attribute_titles() const { return titles_; }
    /// The Chinese label of the first attribute of this name; the name itself when there is none.
    [[nodiscard]] std::string attribute_label(std::string_view name) const;
    /// True for the category "service" and all below it.
    [[nodiscard]] bool is_service(const CategoryRule& rule) const;
    [[nodiscard]] std::string labels() const;

 private:
    [[nodiscard]] std::vector<const CategoryRule*> lineage(const CategoryRule& rule) const;
    std::vector<CategoryRule> rules_;
    std::unordered_map<std::string, std::size_t> by_word_;
    model::AttributeTitles titles_;
};

[[nodiscard]] std::span<const CategoryRule> built_in_categories();

}  // namespace qy::collection
