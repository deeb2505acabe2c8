#pragma once
// The trace query: from a code, a lot number or a GTIN to the whole life of a product, as far as the asking party may
// see it. (clauses 6.3.1, 6.3.2; architecture §3 "Who sees what"; interfaces: trace.query)
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/trace_answer.h"

namespace qy::business {

/// Views (model::View), from who asks:
///   regulator    roles whose scope is all may see everything, upstream and downstream;
///   own_party    the lot's owner, and the manager of its brand (a role of scope brand): also what became of the lot,
///   as far
///                as its lots are theirs, and the code ranges with their consignees. The consignee of a consignment,
///                and a party that recorded or did an event of the story: the public's view, and of its own events all;
///   code_holder  asked by code; public otherwise: the lot, its ancestors up to the links, and the logistic units it
///   lay in.
/// Of every event each view sees the fields whose audience it belongs to (view_filter.h). Only final test results reach
/// anybody outside the chain.
/// An answer never holds sister consignments or what else lay in a logistic unit; TraceCut says what limits left out.
///
/// Safe from any thread; each call reads one snapshot. Errors of all: those of storage; corrupt `event.corrupt`,
/// `link.corrupt`.
class TraceQuery {
 public:
    explicit TraceQuery(const Services& services) : services_(services) {}

    /// A code of ours in any of its printed forms, or an alias of one. A forged, unknown or unbound code is an answer
    /// with `authenticity` alone (an unbound one has `brand`). Counters are those stored: scans.h adds the one being
    /// counted. Errors: invalid `code.malformed`.
    Result<model::TraceAnswer> by_code(std::string_view code, const model::Actor& actor);

    /// A lot number, exactly but for width and spaces around it. `product` and `party` (the owner) are ids or exact
    /// names; empty: any. Several lots fit: an answer with `candidates`, at most trace_candidates_max. Errors:
    /// not_found `lot.not_found`.
    Result<model::TraceAnswer> by_lot_number(std::string_view lot_number, std::string_view product,
                                             std::string_view party, const model::Actor& actor);

    /// GTIN-8/12/13/14. With a lot number as by_lot_number among the products with this GTIN. Without one: the story of
    /// the only lot, else the product with `candidates`, newest first (none: no lot yet). Errors: invalid
    /// `gtin.malformed`, `gtin.check`; not_found `gtin.not_found`, `lot.not_found`.
    Result<model::TraceAnswer> by_gtin(std::string_view gtin, std::string_view lot_number, const model::Actor& actor);

    /// Errors: not_found `lot.not_found`.
    Result<model::TraceAnswer> by_lot(model::LotId lot, const model::Actor& actor);

    /// Rises whenever an answer might become another one (counters of scans apart). An answer asked for after it
    /// returned n is the current one while it still returns n; on a database that several programs change, not longer
    /// than limits::ready_answer_ms_max.
    [[nodiscard]] std::uint64_t changes() const;

 private:
    const Services services_;
};

}  // namespace qy::business
