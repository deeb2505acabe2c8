#pragma once
// What of a name is stored for searching, and when a query fits a name. Pure but for the reading of Han characters.
// (clause 6.3.1; architecture §4: full text by name, the same on every database)
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pinyin.h"

namespace qy::business {

/// A name prepared for comparing.
struct SearchName {
    std::u32string text;
    std::vector<Reading> readings;
};
/// Errors: internal `search.transliteration`.
Result<SearchName> search_name(std::string_view name);

/// Grams are marked by their first letter: t two characters of the text with at least one Han character, q two and p
/// three letters of the pinyin written together, i two initials.
[[nodiscard]] std::set<std::string> grams_of(const SearchName& name);

/// A query and the ways in which it may be meant; each way is a list of grams that a fitting name has all of.
struct SearchQuery {
    std::u32string text;
    std::vector<std::string> letters;  ///< as pinyin, in each way that it may be read; empty: no letters in it
    bool has_han = false;
    std::vector<std::vector<std::string>> ways;
};
/// Errors: internal `search.transliteration`. REQUIRES: at least two characters after normalising.
Result<SearchQuery> search_query(std::u32string text);

/// How well a name fits: 0 it begins with the query, 1 the query stands inside; nullopt: it does not fit.
[[nodiscard]] std::optional<int> fit(const SearchQuery& query, const SearchName& name);

}  // namespace qy::business
