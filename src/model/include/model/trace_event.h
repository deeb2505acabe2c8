#pragma once
// What happened to lots: EPCIS 2.0's what, when, where, why, how, with the typed contents of clauses 7.1.1–7.1.5.
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/event_time.h"
#include "model/field.h"
#include "model/ids.h"
#include "model/quantity.h"
#include "model/vocabulary.h"

namespace qy::model {

struct LotPortion {
    LotId lot;
    std::optional<Quantity> quantity;
};

struct SensorReading {
    EventTime at;
    Decimal value;  ///< °C
};

/// A published event. It belongs to its recorder and is never changed; a correction is a new event that names it.
struct TraceEvent {
    EventId id;
    PartyId recorder;
    PartyId party;         ///< who did it (the laboratory, the carrier, the seller …)
    PartyId counterparty;  ///< consignee of a shipment, none otherwise
    Step step = Step::commissioning;
    Disposition disposition = Disposition::active;
    EventTime event_time;
    Time record_time;
    std::string place;
    LotId lot;                       ///< the lot (or logistic unit) it happened to
    std::vector<LotPortion> inputs;  ///< of a transformation, merge or packing
    LotId container;                 ///< logistic unit of a packing, unpacking or transport
    std::optional<Quantity> quantity;
    Fields contents;                 ///< the rest, by the field table
    EventId corrects;                ///< the event whose error this one declares
    std::vector<LotPortion> others;  ///< further lots, units, items and places that it happened to
};

/// The stored record: an object of strings (ids as digits, times as RFC 3339, contents by field name), canonical and
/// complete, so that from_json(to_json(e)) == e. What another program's document says beyond that is one of the
/// contents: Field::epcis_event.
[[nodiscard]] Json to_json(const TraceEvent& event);
/// Errors: corrupt `event.corrupt` {member}.
Result<TraceEvent> event_from_json(const Json& record);

/// The readings of the canonical text of Field::temperature_log, oldest first. Errors: invalid `readings.malformed`
/// {position}.
Result<std::vector<SensorReading>> parse_readings(std::string_view text);

}  // namespace qy::model
