#pragma once
// Finding and taking out audit records. (clause 9.3.2) Only for who holds `read_audit`.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// What to look for; empty members are any.
struct AuditQuery {
    std::optional<Time> from = {};   ///< inclusive
    std::optional<Time> until = {};  ///< exclusive
    std::string actor = {};
    std::string action = {};
    std::string object = {};
    std::string result = {};  ///< "ok", "denied", an error's code; "!ok": everything but ok
    std::string request_id = {};
    bool oldest_first = false;
};

struct AuditPage {
    std::vector<JsonObject> items;
    std::string next;  ///< cursor; empty at the end
};

/// Records by position from the cursor on ("0" is the first kept). Errors: invalid `cursor.malformed`; those of
/// storage.
Result<AuditPage> audit_page(const Services& services, std::string_view cursor, std::int64_t limit);

/// What fits the query, by time. Errors: invalid `cursor.malformed`; those of storage.
Result<AuditPage> search_audit(const Services& services, const AuditQuery& query, std::string_view cursor,
                               std::int64_t limit);

enum class AuditFormat { csv, json_lines };

/// Everything that fits the query, in pieces: CSV (RFC 4180, with a header) or one JSON object a line. Cells that a
/// spreadsheet would take for a formula begin with an apostrophe.
class AuditStream {
 public:
    AuditStream(const Services& services, AuditQuery query, AuditFormat format);
    ~AuditStream();
    AuditStream(AuditStream&&) noexcept;
    /// Replaces the chunk by the next piece; false: nothing follows. Errors: those of storage.
    Result<bool> next(std::string& chunk);

 private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace qy::business
