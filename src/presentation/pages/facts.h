#pragma once
// The few facts at the top of a trace page, its allergens and its brand. (clauses 6.3.3, 8 last line)
#include <unordered_set>

#include "model/trace_answer.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// The asked lot and the lots it was divided from: what was recorded for those is true of it.
[[nodiscard]] std::unordered_set<model::LotId> own_lots(const model::TraceAnswer& answer);

/// Product, brand and region, inside the header.
void write_product_head(PageWriter& page, const model::TraceAnswer& answer);
/// Origin, day, producer and lot number.
void write_facts(PageWriter& page, const model::TraceAnswer& answer);
/// Nothing when there are none.
void write_allergens(PageWriter& page, const model::TraceAnswer& answer);
/// What a label has to tell, apart from the brand's story, as far as it was recorded; nothing when nothing was. What
/// has no data is not shown.
void write_label(PageWriter& page, const model::TraceAnswer& answer);
/// Nothing when the brand has no story.
void write_brand_story(PageWriter& page, const model::TraceAnswer& answer);
/// Which limit cut the answer; nothing when none did.
void write_cut(PageWriter& page, const model::TraceCut& cut);

}  // namespace qy::presentation
