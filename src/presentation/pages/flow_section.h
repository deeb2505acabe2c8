#pragma once
// The flow of lots on a page: boxes on wide screens, rows with lanes on narrow ones; the rows are also what screen
// readers read. (clause 6.3.3)
#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// Nothing for a lot that stands alone.
void write_flow(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
