#pragma once
// One published event as EPCIS JSON-LD.
#include <string>
#include <vector>

#include "base/result.h"
#include "model/trace_event.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// The texts of these events, in their order: what came as EPCIS as it came, our own ones made now. Names of lots,
/// places and parties are GS1 keys where they have one, else urn:qiongyuan:…, so that another installation understands
/// the same. Errors: those of storage.
Result<std::vector<std::string>> epcis_texts(storage::Reader& reader, const std::vector<model::TraceEvent>& events);

/// The eventID of one of our own events: its id, and the beginning of the hash of its record.
[[nodiscard]] std::string own_event_id(const model::TraceEvent& event);
/// The id in such an eventID; none in any other text.
[[nodiscard]] model::EventId event_of_own_id(std::string_view text);

}  // namespace qy::business
