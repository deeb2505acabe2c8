#pragma once
// One event against the table of EPCIS's members: what is wrong with it, all at once, and its canonical form.
#include "epcis_context.h"
#include "epcis_node.h"

namespace qy::collection {

/// The event with its own members first, in the order of the table, words in their short form and CURIEs of the
/// document expanded; extensions follow in the order of the document. What is faulty is left out and told in `faults`:
/// `epcis.event_type` {type}, `epcis.missing` {path}, `epcis.unknown_member` {path}, `epcis.wrong_type` {path, wanted},
/// `epcis.time`, `epcis.offset`, `epcis.action`, `epcis.identifier`, `epcis.check_digit`, `epcis.unit` {path, value},
/// `epcis.word` {path, value, some words}, `epcis.value_too_long` {path, limit}, `epcis.subject_missing`.
[[nodiscard]] Node checked_event(Node event, const EpcisContext& context, EventFaults& faults);

}  // namespace qy::collection
