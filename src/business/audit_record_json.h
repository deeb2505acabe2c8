#pragma once
// An audit record as readers and collectors get it: one table of columns.
#include <span>
#include <string_view>

#include "base/json.h"
#include "storage/audit_store.h"

namespace qy::business {

struct AuditColumn {
    std::string_view name;
    Json (*value)(const storage::audit::Record& record);
};
[[nodiscard]] std::span<const AuditColumn> audit_columns();
[[nodiscard]] JsonObject audit_record_json(const storage::audit::Record& record);

}  // namespace qy::business
