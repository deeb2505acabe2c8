#pragma once
// The event hash of CBV 2.0, section 8.9.2: one string for an event whatever its syntax, and the SHA-256 of it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "epcis_node.h"
#include "model/event_time.h"

namespace qy::collection {

/// The pre-hash string. `ignored`: names of extensions of the event's first level that are left out ("{space}name").
/// REQUIRES: a checked event (epcis_check.h), so that words are short and every form is right.
[[nodiscard]] std::string pre_hash_of(const Node& event, const std::vector<std::string>& ignored);
/// "ni:///sha-256;…?ver=CBV2.0".
[[nodiscard]] std::string event_hash(std::string_view pre_hash);
/// The part of an event that its hash leaves out but that tells an error declaration from the event it is about; empty
/// when there is none.
[[nodiscard]] std::string error_text_of(const Node& event);

/// A time with zone as EPCIS writes it (xsd:dateTimeStamp, any number of digits after the point), to the microsecond.
[[nodiscard]] std::optional<model::EventTime> read_timestamp(std::string_view text);

/// A time of the form of xsd:dateTimeStamp in UTC with milliseconds, the fourth digit rounding half up; other texts as
/// they are.
[[nodiscard]] std::string hash_time(std::string_view text);
/// A plain decimal without exponent and trailing zeros; other texts as they are.
[[nodiscard]] std::string hash_number(std::string_view text);

}  // namespace qy::collection
