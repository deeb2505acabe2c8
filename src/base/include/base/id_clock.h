#pragma once
// The clock that ids are made from: never earlier than the newest id that is stored, even if the machine's clock was
// set back since, so that the ids of a later run are higher than those of every earlier one.
#include <atomic>
#include <cstdint>

#include "base/clock.h"

namespace qy {

class IdClock final : public Clock {
 public:
    /// `inner` outlives this clock.
    explicit IdClock(const Clock& inner) : inner_(inner) {}
    /// From now on it is never earlier than the millisecond after that of `id`, of whatever node.
    void start_after(std::int64_t id);
    [[nodiscard]] Time now() const override;

 private:
    const Clock& inner_;
    std::atomic<std::int64_t> earliest_ms_ = 0;
};

}  // namespace qy
