#pragma once
// Words for codes: the labels of the dictionary. (clause 6.2.4)
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// Read at the start, and again when the dictionary has changed. Safe from any thread.
class Labels {
 public:
    /// Errors: those of storage.
    static Result<Labels> load(const Services& services);
    /// Reads them again; on an error they stay as they are. Errors: those of storage.
    Result<void> renew(const Services& services);

    /// The label of a dictionary item, retired ones too; in Chinese when there is no English one; empty when there is
    /// no such item.
    [[nodiscard]] std::string label(std::string_view dictionary, std::string_view code, Language language) const;

 private:
    struct Label {
        std::string zh;
        std::string en;
    };
    using Words = std::map<std::string, Label, std::less<>>;  // "dictionary/code"
    [[nodiscard]] std::shared_ptr<const Words> current() const;
    std::shared_ptr<const Words> words_;
};

}  // namespace qy::business
