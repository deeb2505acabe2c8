#pragma once
// Blocks of serials: what exists instead of a row per code. (architecture §5)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"

namespace qy::model {

enum class RangeState : std::uint8_t { requested, approved, printing, delivered, bound, voided, lost, returned };

/// Serials first…last (inclusive) of one key epoch. A range inside another is a sub-range: a consignment's or a
/// carton's. The narrowest range that holds a serial speaks for it.
struct CodeRange {
    CodeRangeId id;
    int epoch = 1;
    std::int64_t first = 0;
    std::int64_t last = 0;
    CodeRangeId parent;
    PartyId party;
    BrandId brand;
    LotId lot;  ///< none until bound
    RangeState state = RangeState::approved;
    bool pin = false;
    bool frozen = false;
    std::string freeze_reason;
    Time issued_at;
};
[[nodiscard]] std::string_view to_string(RangeState state);
[[nodiscard]] std::optional<RangeState> parse_range_state(std::string_view text);

/// What a code is to the one who scans it. (interfaces: states)
enum class Authenticity : std::uint8_t { genuine, unbound, unknown, forged, frozen, recalled };
[[nodiscard]] std::string_view to_string(Authenticity state);
[[nodiscard]] std::optional<Authenticity> parse_authenticity(std::string_view name);

}  // namespace qy::model
