#pragma once
// One step of an order of labels: found by its hand's reach, checked against the table and the version, done, kept,
// told.
#include <functional>
#include <vector>

#include "business/label_orders.h"
#include "code_pieces.h"
#include "storage/label_order_store.h"

namespace qy::business {

/// What a step does beside moving the order on: it may change `order`, and gives what the audit record tells.
using LabelWork = std::function<Result<JsonObject>(storage::Writer& writer, model::LabelOrder& order, Time now)>;

/// In one transaction. Errors: those that label_orders.h names for all; those of `work`.
Result<model::LabelOrder> step_labels(const Services& services, const model::Actor& actor, model::LabelOrderVerb verb,
                                      const OrderStep& step, const LabelWork& work);

/// Errors: invalid `label_order.reason` {max}: there must be one.
Result<void> check_label_reason(const OrderStep& step);
/// Keeps the step and writes its audit record. `before`: none for the first.
Result<void> keep_label_step(storage::Writer& writer, const Services& services, const model::Actor& actor,
                             model::LabelOrderVerb verb, const model::LabelOrder& order,
                             std::optional<model::LabelOrderState> before, const std::string& comment,
                             JsonObject detail, Time now);

/// The codes of an order. REQUIRES: it has a block.
Result<storage::codes::StoredRange> block_of(storage::Reader& reader, const model::LabelOrder& order);
/// Makes labels void. Returns how many. Errors: as serials_in and void_codes.
Result<std::int64_t> void_labels(storage::Writer& writer, const Services& services, const model::CodeRange& block,
                                 const std::vector<CodeSpan>& spans, Time now);
/// Moves the whole block to a state, without the ledger: what a scan answers stays the same.
Result<void> set_block_state(storage::Writer& writer, const model::LabelOrder& order, model::RangeState state);

}  // namespace qy::business
