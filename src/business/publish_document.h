#pragma once
// Publication of an event of another program's document: homes for what it speaks of, and the links that follow.
// (clause 6.3.2; docs/adr/0012)
#include "base/result.h"
#include "model/draft.h"
#include "model/party.h"
#include "resolve.h"

namespace qy::business {

/// Publishes the event for `recorder` in the caller's transaction. Each role of its subjects has one meaning:
///   subject    the event is stored under it;
///   output     the same, and every input is linked to it;
///   container  the event happened to it; `content` is linked to it from this time on, `removed` until this time
///   (without
///              any of them, everything in it);
///   home       the event is stored under it when there is nothing else.
/// Lots are found by GTIN and number, everything else by its identifier, whoever owns it; what is unknown comes to be:
/// lots and items with a product "GTIN …" of the recorder. Errors: those of resolve.h; not_found `lot_number.unknown`;
/// conflict `gtin.ambiguous` {gtin}; too_large `epcis.too_many_links` {limit}; denied `recorder.role`.
Result<model::EventId> publish_document(Publication& publication, const model::Party& recorder,
                                        const model::EventDraft& draft);

}  // namespace qy::business
