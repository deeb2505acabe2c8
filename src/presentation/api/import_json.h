#pragma once
// How a file was understood and what its rows came to, as JSON.
#include "base/json.h"
#include "base/messages.h"
#include "business/capture.h"

namespace qy::presentation {

/// {format, sheet, sheets, hidden_sheets, header_line, columns: [{column, title, field, attribute, label, unit, mapped,
/// hidden}], skipped: [{line, code, advice}], skipped_rows, hidden_rows}
[[nodiscard]] JsonObject reading_json(const model::TableFacts& facts, Language language);
/// [{field, code, advice}]
[[nodiscard]] JsonArray faults_json(const std::vector<model::RowFault>& faults, Language language);
/// [{line, status, faults: [{field, code, advice}], warnings?}]
[[nodiscard]] JsonArray row_status_json(const std::vector<model::RowStatus>& rows, Language language);
[[nodiscard]] JsonObject preview_json(const business::PreviewReport& report, Language language);

/// Reads the members `sheet` and `mapping` ({title: field or "-"}) of a request.
[[nodiscard]] model::TableOptions read_table_options(ObjectReader& in);

}  // namespace qy::presentation
