#pragma once
// The counters of a code in an answer: with the look that is being counted, or without counting.
#include <string_view>

#include "model/trace_answer.h"
#include "model/trace_code.h"
#include "presentation/api.h"

namespace qy::presentation {

/// Scans of forged and unknown codes are not kept: there is no such code.
[[nodiscard]] bool is_counted_state(model::Authenticity state);

/// Fills scan_count, first and last scan of `shown`, the authenticity of `code` in a state that is counted. `count`
/// counts this look first, unless the visitor is a preview or crawler. Errors: those of ScanBook.
Result<void> fill_scan_counts(const Call& call, const model::TraceCode& code, model::AuthenticityAnswer& shown,
                              bool count, std::string_view channel);
/// The same for an answer, when it has an authenticity of such a state.
Result<void> fill_scan_counts(const Call& call, model::TraceAnswer& answer, bool count, std::string_view channel);

}  // namespace qy::presentation
