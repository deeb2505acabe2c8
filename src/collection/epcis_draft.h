#pragma once
// What an EPCIS event means to us: step, time, place, parties, what it happened to, temperatures. The event itself
// stays whole beside it, as Field::epcis_event.
#include "collection/epcis.h"
#include "epcis_node.h"

namespace qy::collection {

/// REQUIRES: a checked event without faults; `told` holds its json, hash and id. Faults: `epcis.too_many` {path,
/// limit}, `epcis.lot_number` {value}.
[[nodiscard]] model::EventDraft draft_of(const Node& event, const EpcisEvent& told, EventFaults& faults);

}  // namespace qy::collection
