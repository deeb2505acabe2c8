#pragma once
// The first thing a consumer sees: whether the code is genuine, how often it was scanned, and the scratch-off PIN.
// (clauses 6.3.1, 6.3.3)
#include <cstdint>

#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// From this many scans of one code on, the page warns that the code may have been copied.
inline constexpr std::int64_t kManyScans = 20;

/// The scans that the page tells of: this view included when it will be counted.
[[nodiscard]] std::int64_t shown_scans(const model::AuthenticityAnswer& authenticity, const PageContext& context);

/// REQUIRES: answer.authenticity.
void write_verdict(PageWriter& page, const model::TraceAnswer& answer);

/// The PIN's form or what became of it; nothing when the range has no PIN or the code is not genuine.
/// REQUIRES: answer.authenticity.
void write_pin(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
