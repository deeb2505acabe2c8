#pragma once
// Whether the clock can be believed where long spans count: dormant users, retention. One that is far ahead of the last
// time that was seen, because it went wrong or because the platform stood still for long, puts nobody to sleep and
// removes nothing until an operator has confirmed it. (clause 9.3.2; GB/T 22239 8.1.4.2 c)
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

struct ClockFacts {
    Time now;   ///< as the machine says
    Time seen;  ///< the newest time that is believed; `now` on a new installation
    std::int64_t days_max = 0;
    /// Further ahead of `seen` than days_max.
    [[nodiscard]] bool ahead() const { return now > seen.plus_seconds(days_max * 24 * 3600); }
    /// What long spans are counted to.
    [[nodiscard]] Time believed() const { return ahead() ? seen : now; }
};

/// `days_max` is login.dormant_days, or limits::clock_ahead_days_max where that is off. Errors: those of storage.
Result<ClockFacts> look_at_clock(storage::Reader& reader, const Services& services);
Result<ClockFacts> look_at_clock(const Services& services);

/// Moves the mark on; a clock that is ahead is left alone and told to log and audit trail. Call it before anything else
/// is written after a start, and from time to time. Errors: those of storage.
Result<ClockFacts> mark_clock(const Services& services);

/// An operator says that it is as late as the clock says. Audited. Errors: conflict `clock.believed` when nobody
/// doubted it; those of storage.
Result<ClockFacts> confirm_clock(const Services& services, const model::Actor& actor, const std::string& reason);

}  // namespace qy::business
