#pragma once
// From decoded rows to typed drafts: clean, convert, validate, and tell the events of each row apart. Pure functions;
// safe from any thread. (clauses 6.2.3, 7.1.1–7.1.5)
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "collection/decode.h"
#include "collection/dictionary.h"
#include "model/draft.h"

namespace qy::collection {

/// What conversion and validation need besides the row. The references must outlive the call.
struct Rules {
    const Dictionary& dictionary;
    const CategoryRules& categories;
    Time now;  ///< nothing may have happened later than this
    /// The code of the category of a product or lot that is known already, or ""; asked for rows that leave it out,
    /// when some category asks for attributes. None: such rows have no category.
    std::function<std::string(const model::LotRef& lot)> category_of = {};
    /// What the owner (none: who sends the rows) calls by this code in its own books: name and specification. None:
    /// nothing is known by codes.
    std::function<std::optional<model::LotRef>(const std::string& owner, const std::string& code)> product_of = {};
};

/// One row. A product may be named by its owner's code alone (product_codes.h). It tells up to five events, in the
/// order production, inspection, logistics, sales, service; which ones follows from the fields that are filled, and
/// from the step; none when it tells of a product alone, by name and code or category. A row with faults has no events
/// and all its faults (at most limits::row_faults_max): first those of the record, then of single fields in the order
/// of the field table, then missing fields, then contradictions between fields. Attributes are read by the category of
/// the row, else of the product. Codes of faults are `<field>.<problem>` or `row.<problem>`; model::fault_text tells
/// them.
[[nodiscard]] model::RowDraft to_draft(const DecodedRow& row, const Rules& rules);

/// Every row of the table, in its order.
[[nodiscard]] std::vector<model::RowDraft> to_drafts(const DecodedTable& table, const Rules& rules);

}  // namespace qy::collection
