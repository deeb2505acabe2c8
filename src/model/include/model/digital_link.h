#pragma once
// GS1 Digital Link addresses: /01/GTIN[/22/CPV][/10/LOT][/21/SERIAL]. (GS1 Digital Link URI Syntax 1.2, §4; clause 4.3)
#include <string>
#include <vector>

#include "base/result.h"

namespace qy::model {

struct DigitalLink {
    std::string gtin;    ///< as written: 8, 12, 13 or 14 digits with a right check digit
    std::string lot;     ///< AI 10, or empty
    std::string serial;  ///< AI 21, or empty
    bool operator==(const DigitalLink&) const = default;
};

/// From the decoded segments of a path, the first of which is "01". Qualifiers of the GTIN come in the standard's order
/// (22, 10, 21), each once at most, with a value. Errors: invalid `digital_link.malformed` {segment}; as checked_gtin.
Result<DigitalLink> parse_digital_link(const std::vector<std::string>& segments);

}  // namespace qy::model
