#include "model/review_task.h"

#include <algorithm>

#include "base/assert.h"

namespace qy::model {
namespace {

constexpr std::int64_t kHourSeconds = 3'600;
constexpr std::int64_t kDaySeconds = 24 * kHourSeconds;
constexpr std::int64_t kOffsetSeconds = 8 * kHourSeconds;
constexpr std::int64_t kOpens = 9 * kHourSeconds;
constexpr std::int64_t kCloses = 17 * kHourSeconds;
constexpr std::int64_t kThursday = 4;  // 1970-01-01

bool is_working_day(std::int64_t day) {
    const std::int64_t weekday = (day + kThursday) % 7;
    return weekday != 0 && weekday != 6;
}

}  // namespace

Time working_hours_after(Time from, std::int64_t hours) {
    QY_ASSERT(hours >= 1);
    std::int64_t left = hours * kHourSeconds;
    std::int64_t day = (from.seconds() + kOffsetSeconds) / kDaySeconds;
    std::int64_t second = (from.seconds() + kOffsetSeconds) % kDaySeconds;
    while (true) {
        const std::int64_t begin = std::clamp(second, kOpens, kCloses);
        const std::int64_t open = is_working_day(day) ? kCloses - begin : 0;
        if (left <= open) return Time::from_seconds(day * kDaySeconds + begin + left - kOffsetSeconds);
        left -= open;
        ++day;
        second = 0;
    }
}

}  // namespace qy::model
