#pragma once
// Publication of one approved row: lots, events, links and ledger entries in the caller's transaction. (architecture
// §2)
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/lot.h"
#include "model/trace_event.h"
#include "resolve.h"
#include "row_content.h"

namespace qy::business {

/// Where one event of the row went. `merged`: the same fact of the same lot was published before, by another row.
struct PublishedEvent {
    model::PartyId recorder;
    model::EventId event;
    bool merged = false;
};

/// Publishes all events of a row, in its order; none of a row that speaks of a product alone, which is made or
/// completed. Errors: those of resolve.h and product_told.h; denied `recorder.role` {party, kind}; conflict
/// `consignment_number.taken` {number}. On an error the caller rolls its transaction or savepoint back.
Result<std::vector<PublishedEvent>> publish_row(Publication& publication, const RowContent& row);

}  // namespace qy::business
