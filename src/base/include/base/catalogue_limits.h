#pragma once
// Bounds of the catalogue and the dictionary, unit last.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

inline constexpr std::size_t category_code_characters_max = 40;
inline constexpr std::size_t category_aliases_max = 50;
inline constexpr std::size_t category_attributes_max = 100;
inline constexpr std::size_t category_steps_max = 13;
inline constexpr std::size_t category_rules_max = 100;               // of one operation: where products go
inline constexpr std::size_t category_products_listed_max = 10'000;  // of one such rule
inline constexpr std::size_t categories_per_merge_max = 100;         // also parts of a split
inline constexpr std::size_t categories_per_import_max = 5'000;
inline constexpr std::size_t category_csv_bytes_max = 4U << 20U;
inline constexpr std::size_t dictionary_items_per_import_max = 20'000;
inline constexpr std::size_t dictionary_details_bytes_max = 4'096;      // of one item
inline constexpr std::int64_t word_use_records_per_call_max = 200'000;  // that one call of a preview looks at

}  // namespace qy::limits
