#pragma once
// Items of the data dictionary. (clause 6.2.4)
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace qy::model {

/// One version of one code of one dictionary ("allergen", "test_item" …) with its labels and the other words that
/// cleaning accepts. `details` is a JSON object of what else is known of it: a unit's factor, a region's parent, a
/// pesticide's interval, and its source.
struct DictionaryItem {
    std::string dictionary;
    std::string code;
    std::string zh;
    std::string en;
    std::vector<std::string> aliases;
    std::int64_t version = 1;
    std::string details = "{}";
    std::string valid_from = {};          ///< first day of this version, "2026-03-05"; empty: always
    std::string valid_to = "9999-12-31";  ///< its last day; no day when it lies before the first
    std::string changed_by = {};
    Time changed_at = {};
    bool operator==(const DictionaryItem&) const = default;
};

}  // namespace qy::model
