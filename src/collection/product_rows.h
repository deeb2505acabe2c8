#pragma once
// Rows that are not plain records: such as speak of a product alone, name one by its code, or hold an EPCIS event.
// (clauses 5.2, 6.2.3)
#include "collection/drafts.h"
#include "faults.h"
#include "stages.h"

namespace qy::collection {

/// The product that the row names by its owner's code alone, if the file has not told it, is put into the values.
void name_product(RowValues& values, const Rules& rules, FaultList& faults);

/// A line of a list of products: it says nothing of a lot, nor of what happened (`happened`: the row tells of a stage).
[[nodiscard]] bool tells_of_product_alone(const RowValues& values, bool happened);
/// Lists of fields name such as may be opened or closed.
void check_product_lists(const RowValues& values, FaultList& faults);
/// What a record cannot tell does not go unread.
void refuse_product_fields(const RowValues& values, FaultList& faults);

/// A row of the one cell `epcis_event`: an event as an EPCIS document has it.
[[nodiscard]] model::RowDraft document_draft(const DecodedRow& row);

}  // namespace qy::collection
