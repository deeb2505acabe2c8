#pragma once
// Words for codes: the labels of the dictionary and the names of regions. (clause 6.2.4)
#include <map>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// Read once at the start. Immutable; safe from any thread.
class Labels {
 public:
    /// Errors: those of storage.
    static Result<Labels> load(const Services& services);

    /// The label of a dictionary item, or the name of a GB/T 2260 region (dictionary "region"); empty when there is
    /// none.
    [[nodiscard]] std::string label(std::string_view dictionary, std::string_view code, Language language) const;

 private:
    struct Words {
        std::string zh;
        std::string en;
    };
    std::map<std::string, Words, std::less<>> words_;  // "dictionary/code"
};

}  // namespace qy::business
