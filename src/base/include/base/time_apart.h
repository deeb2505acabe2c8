#pragma once
// How far apart two times are, whichever was first: between two looks at it a clock may have been set back.
#include "base/clock.h"

namespace qy {

/// Whether `a` and `b` lie at most so many seconds apart.
[[nodiscard]] constexpr bool is_within(std::int64_t seconds, Time a, Time b) {
    const std::int64_t apart = a.microseconds - b.microseconds;
    return apart <= seconds * 1'000'000 && apart >= -seconds * 1'000'000;
}

}  // namespace qy
