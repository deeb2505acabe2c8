#pragma once
// A driver's record as the flat row that everybody else sends. (clause 7.1.3)
#include <string>

#include "base/json.h"
#include "business/shipments.h"
#include "model/lot.h"

namespace qy::business {

/// Names as the row needs them.
struct ShippedLot {
    model::LotKind kind = model::LotKind::produced;
    std::string lot_number;
    std::string product;
    std::string specification;
    std::string owner;     ///< empty: the recorder itself
    std::string recorder;  ///< named as carrier when it does not own the lot
};

/// The number of a record by its link and the sender's own key.
[[nodiscard]] std::string shipment_event_key(model::ShipmentLinkId link, std::string_view key);

[[nodiscard]] JsonObject shipment_row(const model::ShipmentLink& link, const ShippedLot& lot,
                                      const ShipmentRecord& record, Time now);

}  // namespace qy::business
