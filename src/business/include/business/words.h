#pragma once
// The data dictionary: its types and items, shown with their history and changed while the program runs. (clause 6.2.4)
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/dictionary.h"

namespace qy::business {

// Operations are objects that Review::submit takes as a change of kind `dictionary`. All take `reason`.
//
//   save    {dictionary, code, zh, en, aliases?, details?, valid_from?} makes an item, and with it its type when that
//   is
//           new. With `base_version` it changes what is given.
//   retire  {dictionary, code, base_version, last_day?}: known until then (yesterday when not given), shown for ever.
//   import  {items: […]}, as export_words gives it: what differs is saved or made.
//
// Errors: invalid `request.invalid` (members), `dictionary.operation` {operation}, `dictionary.code` {code},
// `dictionary.details` {what is wrong}, `dictionary.past` {day}; not_found `dictionary.not_found` {dictionary, code};
// conflict `submission.base_version` {version}, `dictionary.exists` {code}, `dictionary.word_taken` {word, code},
// `dictionary.fixed` {dictionary}: the program knows the codes of this type by heart, only their words may change;
// denied `catalogue.not_owner` (approval by somebody whose reach does not hold the whole catalogue).

/// Types with how many items of each are in force on `day` (empty: today).
Result<std::vector<std::pair<std::string, std::int64_t>>> dictionary_types(const Services& services,
                                                                           const std::string& day);

struct WordQuestion {
    std::string dictionary;
    std::string day;    ///< empty: today
    std::string after;  ///< a code: the cursor
    std::int64_t limit = 50;
};
/// Items of one type in force on a day, by code. Errors: not_found `dictionary.not_found` {dictionary}: no such type.
Result<std::vector<model::DictionaryItem>> words_of(const Services& services, const WordQuestion& question);
/// All versions of one item, oldest first. Errors: not_found `dictionary.not_found` {dictionary, code}.
Result<std::vector<model::DictionaryItem>> word_history(const Services& services, const std::string& dictionary,
                                                        const std::string& code);

/// Everything, or one type: {"items": […]}.
Result<JsonObject> export_words(const Services& services, const std::string& dictionary);
[[nodiscard]] JsonObject word_json(const model::DictionaryItem& item);

}  // namespace qy::business
