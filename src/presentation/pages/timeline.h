#pragma once
// Every record of the story, by stage, oldest first. (clauses 6.3.2, 6.3.3, 7.1)
#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// Links to the stages that have records, for the top of the story; nothing with fewer than two.
void write_stage_links(PageWriter& page, const model::TraceAnswer& answer);

/// The stages with their records; a sentence when there is none.
void write_timeline(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
