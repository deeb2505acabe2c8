#pragma once
// What somebody should look at in what a row publishes: steps that nobody told before a sale, more taken than there
// was, a yield that no such work gives. The row is taken all the same: it is what happened. (clauses 6.1, 6.2.3)
#include <vector>

#include "category_call.h"
#include "model/draft.h"
#include "resolve.h"

namespace qy::business {

/// The steps before the sale that the category asks for, without those told of the lot, of what it was divided from and
/// of what went into it; in the category's order. Empty: none, or the category names no steps.
Result<std::vector<model::Step>> missing_steps(storage::Reader& reader, const std::vector<model::Step>& asked,
                                               const model::Lot& lot);

/// Of the category, else of the nearest above it that names some.
[[nodiscard]] std::vector<model::Step> steps_of(const CategoryTree& tree, model::CategoryId category);
[[nodiscard]] std::optional<model::YieldRange> yield_of(const CategoryTree& tree, model::CategoryId category);

/// After a sale. Adds `steps.missing` {lot number, steps} to the publication's warnings. Errors: those of storage.
Result<void> warn_of_steps(Publication& publication, const model::Lot& lot);
/// After a transformation of `inputs` into `output`: adds `quantity.yield` {output ÷ input, lowest, highest}. Nothing
/// where a quantity is missing or does not convert. Errors: those of storage.
Result<void> warn_of_yield(Publication& publication, const model::Lot& lot, const model::EventDraft& draft);
/// When `taken` of the lot's `begun` is more than there was: adds `quantity.more_than_left` {lot number, what was left,
/// what was taken}.
Result<void> warn_of_stock(Publication& publication, model::LotId lot, const model::Quantity& begun,
                           const Decimal& taken_before, const Decimal& taken_now);

}  // namespace qy::business
