#include "shipment_row.h"

#include "model/event_time.h"

namespace qy::business {
namespace {

using model::ShipmentStep;

std::string_view step_word(ShipmentStep step) {
    switch (step) {
        case ShipmentStep::depart:
            return "shipping";
        case ShipmentStep::receive:
            return "receiving";
        default:
            return "transporting";
    }
}

/// Where it is: what was left, or what was reached.
std::string_view place_member(ShipmentStep step) {
    return step == ShipmentStep::arrive || step == ShipmentStep::receive ? "to_place" : "from_place";
}

}  // namespace

std::string shipment_event_key(model::ShipmentLinkId link, std::string_view key) {
    return "link-" + link.to_string() + "-" + std::string(key);
}

JsonObject shipment_row(const model::ShipmentLink& link, const ShippedLot& lot, const ShipmentRecord& record,
                        Time now) {
    JsonObject row;
    const auto put = [&](std::string_view member, std::string_view value) {
        if (!value.empty()) row[member] = value;
    };
    const std::string time = record.time.empty() ? model::to_rfc3339(Time::from_seconds(now.seconds())) : record.time;
    put(lot.kind == model::LotKind::logistic_unit ? "container" : "lot_number", lot.lot_number);
    put("product_name", lot.product);
    put("specification", lot.specification);
    put("producer_name", lot.owner);
    if (!lot.owner.empty()) put("carrier_name", lot.recorder);
    put("step", step_word(record.step));
    put("occurred_at", time);
    if (record.step == ShipmentStep::depart) put("shipped_at", time);
    if (record.step == ShipmentStep::receive) put("received_at", time);
    put("vehicle", link.vehicle);
    put(place_member(record.step), record.place);
    if (!record.temperature.empty()) put("temperature_log", time + "=" + record.temperature);
    put("note", record.note);
    if (!record.key.empty()) put("event_key", shipment_event_key(link.id, record.key));
    return row;
}

}  // namespace qy::business
