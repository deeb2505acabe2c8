#pragma once
// The data dictionary with its versions. (clause 6.2.4) Errors of all: those of catalogue_store.h.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/dictionary.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::catalogue {

/// Inserts version 1 of each, in one exchange. Errors: conflict `storage.duplicate`: nothing was inserted.
Result<void> insert_items(Writer& writer, const std::vector<model::DictionaryItem>& items);
/// Writes the next version, in force from item.valid_from to item.valid_to; versions that would be in force then end
/// the day before (`day_before`; empty: at the beginning of time). item.version is not looked at.
Result<void> update_item(Writer& writer, const model::DictionaryItem& item, std::int64_t base_version,
                         std::string_view day_before);
/// The newest version, whenever it begins and ends.
Result<std::optional<model::DictionaryItem>> dictionary_item(Reader& reader, std::string_view dictionary,
                                                             std::string_view code);
/// The newest versions of everything, by dictionary and code.
Result<std::vector<model::DictionaryItem>> dictionary(Reader& reader);
/// The versions in force on a day ("2026-03-05"), by dictionary and code.
Result<std::vector<model::DictionaryItem>> dictionary_on(Reader& reader, std::string_view day);
/// Oldest first.
Result<std::vector<model::DictionaryItem>> item_versions(Reader& reader, std::string_view dictionary,
                                                         std::string_view code);

/// Where a word may stand in a record: a field of the field table, or an attribute of a category.
struct WordPlace {
    std::string_view name;
    bool in_list = false;  ///< a field that holds several words
    bool is_attribute = false;
};
/// How often a word stands in one page of records. What is sealed is not looked into.
struct WordUse {
    std::int64_t looked_at = 0;
    std::int64_t using_it = 0;
    model::EventId last;  ///< of the page; none: there was nothing
};
/// The events behind `after` (none: from the first) that have the code in this place, among at most `limit` rows.
Result<WordUse> events_using(Reader& reader, const WordPlace& place, std::string_view code, model::EventId after,
                             std::int64_t limit);
struct ProductUse {
    std::int64_t looked_at = 0;
    std::int64_t using_it = 0;
    model::ProductId last;
};
/// Products behind `after` that name the allergen, among at most `limit`.
Result<ProductUse> products_using(Reader& reader, std::string_view allergen, model::ProductId after,
                                  std::int64_t limit);

}  // namespace qy::storage::catalogue
