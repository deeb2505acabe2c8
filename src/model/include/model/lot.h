#pragma once
// Lots, consignment lots, logistic units, and the links between them: the trace graph. (clauses 6.3.1, 6.3.2)
#include <optional>
#include <string>
#include <vector>

#include "model/event_time.h"
#include "model/ids.h"
#include "model/quantity.h"
#include "model/vocabulary.h"

namespace qy::model {

enum class LotKind : std::uint8_t { produced, consignment, logistic_unit, item, place };

/// A lot number is unique per owner and product. A consignment is a child of the lot it was taken from and belongs to
/// the same owner; `consignee` is who received it. A logistic unit has no product; its number is an SSCC or a box
/// number. Items (one thing with a serial number, an asset, a partial transformation) and places are the homes of
/// events that speak of no lot; their number is their identifier, in its canonical form, and an item may have a
/// product.
struct Lot {
    LotId id;
    LotKind kind = LotKind::produced;
    ProductId product;
    PartyId owner;
    std::string lot_number;
    LotId parent;                      ///< of a consignment
    PartyId consignee;                 ///< of a consignment
    std::optional<Quantity> quantity;  ///< what it began with
    std::string produced_on;           ///< "2026-03-05" or empty
    std::string place;
    std::vector<std::string> allergens;  ///< own and inherited dictionary codes
};

/// One step of the graph, seen from `from` to `to` at `time`. An aggregation holds from `time` until `until`.
struct LotLink {
    LotId from;
    LotId to;
    EventId event;
    LinkKind kind = LinkKind::transformation;
    EventTime time;
    std::optional<EventTime> until;
    std::optional<Quantity> quantity;
};

}  // namespace qy::model
