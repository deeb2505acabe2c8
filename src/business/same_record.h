#pragma once
// Whether a row tells what is recorded already, in its own words or in those of an export. (interfaces: values)
#include "base/result.h"
#include "model/draft.h"
#include "model/trace_event.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// Whether the published event says what the draft does, of the lot that its row names. A row of an export also names
/// who did it and which consignment it speaks of, which the record may leave to its party and lot; what is protected
/// may be left out of it. Errors: those of storage.
Result<bool> says_the_same(storage::Reader& reader, const model::TraceEvent& event, const model::LotRef& lot,
                           const model::EventDraft& draft);

}  // namespace qy::business
