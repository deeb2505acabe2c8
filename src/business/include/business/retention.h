#pragma once
// How long what is kept: one rule for each kind of data, applied by the server on its own. (clauses 7.3.1, 7.3.3)
#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// One rule: what is older than the setting's number of days goes (0 days: it is kept).
struct RetentionRule {
    std::string_view kind;  ///< scans | rejected_submissions | tokens | messages | rejected_registrations | imports |
                            ///< media | report_contacts | reports | persons
    std::string_view setting;  ///< days
    std::string_view zh;
    std::string_view en;
};
[[nodiscard]] std::span<const RetentionRule> retention_rules();

/// Deletes up to `rows_max` rows of each kind that are past their time; what was deleted is audited by kind and number.
/// Persons named in events are erased (persons.h), the events stay. Returns how many rows went: fewer than rows_max of
/// every kind means that nothing is left to do. Errors: those of storage.
Result<std::int64_t> apply_retention(const Services& services, std::int64_t rows_max);

}  // namespace qy::business
