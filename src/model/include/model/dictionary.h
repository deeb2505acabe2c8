#pragma once
// Items of the data dictionary. (clause 6.2.4)
#include <cstdint>
#include <string>
#include <vector>

namespace qy::model {

/// One code of one dictionary ("allergens", "test_items" …) with its labels and the other words that cleaning accepts.
struct DictionaryItem {
    std::string dictionary;
    std::string code;
    std::string zh;
    std::string en;
    std::vector<std::string> aliases;
    std::int64_t version = 1;
    bool operator==(const DictionaryItem&) const = default;
};

}  // namespace qy::model
