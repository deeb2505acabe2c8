#pragma once
// What the ways of publishing an event share: links, stock, rows, ledger. All in the caller's transaction; errors are
// those of storage.
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/draft.h"
#include "model/lot.h"
#include "model/trace_event.h"
#include "resolve.h"

namespace qy::business {

[[nodiscard]] model::LotLink link_between(model::LotId from, model::LotId to, const model::TraceEvent& event,
                                          model::LinkKind kind, std::optional<model::Quantity> quantity);

/// Adds to what was taken from a lot; a unit of another dimension leaves the stock untouched.
Result<void> take_from(Publication& publication, model::LotId lot, const std::optional<model::Quantity>& quantity);

/// Stores the event under each of `homes` and adds its ledger entry. REQUIRES: the first home is event.lot, none twice.
Result<void> store_event(Publication& publication, const model::TraceEvent& event,
                         const std::vector<model::LotId>& homes);

/// What a step says of a lot when its record does not.
[[nodiscard]] model::Disposition disposition_of(const model::EventDraft& draft);

/// A party records what its roles allow; the owner of a lot records everything about it. Errors: denied
/// `recorder.role` {party, kind}.
Result<void> check_role(const model::Party& recorder, model::PartyId owner, model::Step step);

/// Names of the record's members that are not public, for the ledger's salted hashes ("contents/sale_price",
/// "counterparty").
[[nodiscard]] std::vector<std::string> hidden_members(const model::TraceEvent& event);

}  // namespace qy::business
