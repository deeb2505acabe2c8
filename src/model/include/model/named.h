#pragma once
// What things are called, for readers of either language. (clause 5.6)
#include <string>

namespace qy::model {

struct Party;

/// A name as it was recorded, and in English; that is empty where nobody told it, and both are where there is no name.
struct Named {
    std::string name;
    std::string name_en;
};

/// A party as it is called in lists: of a farmer, who is a person, the masked name alone.
[[nodiscard]] Named shown_name(const Party& party);

}  // namespace qy::model
