#pragma once
// Which network class each request belongs to. (clause 9.1.2)
#include "model/actor.h"
#include "transport/http_message.h"
#include "transport/network_rules.h"

namespace qy::presentation {

/// By listener, then path; a function by the permission that it needs. Does not block.
[[nodiscard]] transport::NetworkClass network_class_of(const transport::HttpRequest& request);
/// A permission that people of the platform's own side hold makes a function one of staff.
[[nodiscard]] transport::NetworkClass network_class_of(model::Permission permission);
/// Of a signed-in caller, whatever it asks: that of the highest function that its roles open, and staff for whoever
/// reaches beyond the own party.
[[nodiscard]] transport::NetworkClass network_class_of(const model::Rights& rights);

}  // namespace qy::presentation
