#pragma once
// Pictures of the product and of what happened to it, below the first view: they are fetched when somebody comes there.
#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

void write_pictures(PageWriter& page, const model::TraceAnswer& answer);

}  // namespace qy::presentation
