#pragma once
// What rows tell of products: beside a record of a lot, or in a row of its own. (clauses 5.2, 6.1, 6.2.1)
#include <optional>

#include "model/draft.h"
#include "model/product.h"
#include "resolve.h"
#include "row_content.h"

namespace qy::business {

/// Whether a record says something that its product keeps.
[[nodiscard]] bool tells_of_product(const model::LotDraft& draft);

/// Whether rules of fields let the sender of a record add to its product what the record tells; asked of who sends it,
/// as of who proposes a change, and not of who approves it. Errors: denied `submission.field_denied` {fields}.
Result<void> check_may_tell(Publication& publication, const model::LotDraft& draft);

/// A record tells of a product what it does not say yet (attributes, and to its owner the code and the nutrition
/// table): kept as its next version. Errors: conflict `product_attribute.differs` {label, what the product says, what
/// the row says}, `product_code.differs` {product, its code, the row's}, `product_code.taken`, `product.differs`;
/// denied `product_attribute.owner`: the product is another party's; those of check_may_tell.
Result<void> complete_product(Publication& publication, model::Product product, const model::LotDraft& draft);

/// A row that speaks of a product alone makes it, or tells what it does not say yet. Errors: as complete_product and
/// product_for_row; conflict `product.differs` {product, field, what it says, what the row says}; denied
/// `product.owner` {product}; invalid `recorder.missing`.
Result<void> publish_product(Publication& publication, const RowContent& row, const model::Party& recorder);

/// The product of a row that speaks of it alone, if it is there. Errors: those of storage.
Result<std::optional<model::Product>> product_of(storage::Reader& reader, const RowContent& row);

/// Whether such a product is there and says all that the row says. Errors: those of storage.
Result<bool> is_told_already(storage::Reader& reader, const RowContent& row);

}  // namespace qy::business
