#include "model/shipment.h"

#include <algorithm>

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<ShipmentStep, 5> kSteps{{"depart", "temperature", "note", "arrive", "receive"}};
constexpr EnumNames<LinkEnd, 3> kEnds{{"", "received", "revoked"}};

}  // namespace

std::string_view to_string(ShipmentStep step) {
    return kSteps.name(step);
}
std::optional<ShipmentStep> parse_shipment_step(std::string_view name) {
    return kSteps.parse(name);
}
std::string_view to_string(LinkEnd end) {
    return kEnds.name(end);
}
std::optional<LinkEnd> parse_link_end(std::string_view name) {
    return kEnds.parse(name);
}

bool ShipmentLink::allows(ShipmentStep step) const {
    return std::ranges::find(steps, step) != steps.end();
}

}  // namespace qy::model
