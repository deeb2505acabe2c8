#pragma once
// Writes the answer of a trace query from a walk and its story, for one asker. (clauses 6.3.1–6.3.3)
#include <optional>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/trace_answer.h"
#include "trace_asker.h"
#include "trace_story.h"

namespace qy::business {

/// Fills everything of `answer` that follows from the lot: view, lot, product, party, brand, category, events, nodes,
/// links, allergens, ranges, cut. `answer.view` says how it was asked: code_holder or open_public. Errors: those of
/// storage.
Result<void> write_story(storage::Reader& reader, const Services& services, const Asker& asker, const Walk& walk,
                         Story story, model::TraceAnswer& answer);

/// Product, owner, brand and category. Errors: those of storage.
Result<void> write_product(storage::Reader& reader, const Asker& asker, const model::Product& product,
                           model::TraceAnswer& answer);

/// Lots to choose from, in their order, with their owners as the asker may know them. Errors: those of storage.
Result<std::vector<model::TraceNode>> nodes_of(storage::Reader& reader, const Asker& asker,
                                               const std::vector<storage::trace::TracedLot>& lots);

}  // namespace qy::business
