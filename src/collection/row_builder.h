#pragma once
// A row that arrives as named members: of JSON, or of XML.
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "collection/decode.h"
#include "decoded_table.h"

namespace qy::collection {

/// Columns that a result file has added to what was sent: a corrected one may be sent back with them.
inline constexpr std::string_view kStatusMember = "import_status";
inline constexpr std::string_view kReasonMember = "import_reason";
inline constexpr std::string_view kWarningMember = "import_warning";

/// Collects the members of one row after another into a table, whichever way they arrive.
class RowBuilder {
 public:
    /// `attributes` may be null.
    RowBuilder(DecodedTable& table, const AttributeTitles* attributes) : table_(table), attributes_(attributes) {}

    void begin(std::int64_t line);
    void fault(std::string_view code, std::vector<std::string> arguments = {});
    void nested(const std::string& name) { fault("column.nested", {name}); }
    void member(const std::string& name, std::string text);
    /// Keeps the row, unless nothing of it is filled.
    void end();

 private:
    const Title& title_of(const std::string& name);

    DecodedTable& table_;
    const AttributeTitles* attributes_;
    std::unordered_map<std::string, Title> titles_;
    Title unknown_;
    DecodedRow row_;
    std::vector<std::pair<std::string, std::string>> names_;  ///< of columns, and as they are written
};

}  // namespace qy::collection
