#pragma once
// A link by which somebody without an account records one shipment. (clause 6.5.1)
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/contact.h"
#include "model/ids.h"

namespace qy::model {

/// What a driver records, in the order of a journey. The receipt ends the link.
enum class ShipmentStep : std::uint8_t { depart, temperature, note, arrive, receive };
[[nodiscard]] std::string_view to_string(ShipmentStep step);
[[nodiscard]] std::optional<ShipmentStep> parse_shipment_step(std::string_view name);

/// Why a link opens nothing any more. open, whose name is empty: it still does, until it expires.
enum class LinkEnd : std::uint8_t { open, received, revoked };
[[nodiscard]] std::string_view to_string(LinkEnd end);
[[nodiscard]] std::optional<LinkEnd> parse_link_end(std::string_view name);

struct ShipmentLink {
    ShipmentLinkId id;
    PartyId party;  ///< under which everything is recorded
    UserId issuer;  ///< none: the operator
    LotId lot;
    std::vector<ShipmentStep> steps;
    std::string vehicle;  ///< told with each record; may be empty
    Time created_at;
    Time expires_at;
    std::optional<Time> ended_at;
    LinkEnd end = LinkEnd::open;
    std::int64_t records = 0;
    [[nodiscard]] bool is_open(Time now) const { return end == LinkEnd::open && now < expires_at; }
    [[nodiscard]] bool allows(ShipmentStep step) const;
};

}  // namespace qy::model
