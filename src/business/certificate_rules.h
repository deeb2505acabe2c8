#pragma once
// Commitment certificates (承诺达标合格证) among the records of lots: who may tell of one, and that one for a lot that
// was mixed or divided names those it is issued anew from. (clauses 6.1, 7.1.2)
#include "model/party.h"
#include "model/trace_event.h"
#include "resolve.h"

namespace qy::business {

/// Whether the event is a certificate that somebody else issued and its recorder collected with the goods: whoever may
/// receive goods may.
[[nodiscard]] bool is_collected(const model::TraceEvent& event, const model::Party& recorder);

/// After a commitment certificate of `lot`: adds `certificate_sources.incomplete` {numbers} to the publication's
/// warnings when lots that it was mixed or divided from have certificates that it does not name. Errors: those of
/// storage.
Result<void> warn_of_sources(Publication& publication, const model::Lot& lot, const model::TraceEvent& event);

}  // namespace qy::business
