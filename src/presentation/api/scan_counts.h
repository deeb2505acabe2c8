#pragma once
// The counters of a code in an answer: with the look that is being counted, or without counting.
#include <string_view>

#include "model/trace_answer.h"
#include "presentation/api.h"

namespace qy::presentation {

/// Scans of forged and unknown codes are not kept: there is no such code.
[[nodiscard]] bool is_counted_state(model::Authenticity state);

/// Fills scan_count, first and last scan of `answer.authenticity`, when there is one. `count` counts this look first,
/// unless the visitor is a preview or crawler. Errors: those of ScanBook.
Result<void> fill_scan_counts(Call& call, model::TraceAnswer& answer, bool count, std::string_view channel);

}  // namespace qy::presentation
