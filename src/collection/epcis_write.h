#pragma once
// An event as JSON-LD text.
#include <string>

#include "epcis_node.h"

namespace qy::collection {

/// One object without blanks, members in their order. Namespaces of extensions are declared in an @context of its own,
/// under the prefix the document used unless it is taken or built in. REQUIRES: an object.
[[nodiscard]] std::string json_of(const Node& event);

}  // namespace qy::collection
