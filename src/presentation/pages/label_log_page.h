#pragma once
// What changed on the label of a product, and when. (clause 5.6)
#include <string>
#include <vector>

#include "business/label_log.h"
#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// Leads to the page where there may be something to tell: of a product that was changed.
void write_label_log_link(PageWriter& page, const model::TraceAnswer& answer);

/// REQUIRES: answer.lot and answer.product are there.
[[nodiscard]] std::string label_log_page(const model::TraceAnswer& answer,
                                         const std::vector<business::LabelRevision>& steps, const PageContext& context);

}  // namespace qy::presentation
