#include "model/work_calendar.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/assert.h"
#include "model/event_time.h"

namespace qy::model {
namespace {

constexpr std::int64_t kHourSeconds = 3'600;
constexpr std::int64_t kDaySeconds = 24 * kHourSeconds;
constexpr std::int64_t kOpens = 9 * kHourSeconds;
constexpr std::int64_t kCloses = 17 * kHourSeconds;
constexpr std::int64_t kOffsetSeconds = 8 * 3'600;
constexpr std::int64_t kThursday = 4;  // 1970-01-01, where Sunday is 0
constexpr std::size_t kDayLength = 10;
constexpr std::int64_t kHolidayDaysMax = 31;  // of one entry

std::int64_t day_of(Time time) {
    return (time.seconds() + kOffsetSeconds) / kDaySeconds;
}

std::optional<std::int64_t> parse_day(std::string_view text) {
    if (text.size() != kDayLength) return std::nullopt;
    const auto time = EventTime::parse(text);
    return time.ok() ? std::optional(day_of(time->at)) : std::nullopt;
}

int year_of_day(std::int64_t day) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day))).year());
}

}  // namespace

Result<WorkCalendar> WorkCalendar::parse(const std::vector<std::string>& entries) {
    WorkCalendar calendar;
    for (const auto& entry : entries) {
        std::string_view text = entry;
        const bool worked = text.starts_with('+');
        if (worked) text.remove_prefix(1);
        const auto dots = text.find("..");
        const auto first = parse_day(text.substr(0, dots));
        const auto last = dots == text.npos ? first : parse_day(text.substr(dots + 2));
        if (!first || !last || *last < *first || *last - *first >= kHolidayDaysMax) {
            return invalid("calendar.malformed", {entry});
        }
        for (auto day = *first; day <= *last; ++day) {
            (worked ? calendar.worked_ : calendar.holidays_).insert(day);
            calendar.years_.insert(year_of_day(day));
        }
    }
    return calendar;
}

bool WorkCalendar::is_worked(std::int64_t day) const {
    if (holidays_.contains(day)) return false;
    const std::int64_t weekday = (day + kThursday) % 7;
    return (weekday != 0 && weekday != 6) || worked_.contains(day);
}

Time WorkCalendar::working_days_after(Time from, int days) const {
    std::int64_t day = day_of(from);
    for (int left = days; left > 0;) {
        if (is_worked(++day)) --left;
    }
    return Time::from_seconds((day + 1) * kDaySeconds - kOffsetSeconds - 1);
}

Time WorkCalendar::working_hours_after(Time from, std::int64_t hours) const {
    QY_ASSERT(hours >= 1);
    std::int64_t left = hours * kHourSeconds;
    std::int64_t second = (from.seconds() + kOffsetSeconds) % kDaySeconds;
    for (std::int64_t day = day_of(from);; ++day) {
        const std::int64_t begin = std::clamp(second, kOpens, kCloses);
        const std::int64_t open = is_worked(day) ? kCloses - begin : 0;
        if (left <= open) return Time::from_seconds(day * kDaySeconds + begin + left - kOffsetSeconds);
        left -= open;
        second = 0;
    }
}

int year_of(Time time) {
    return year_of_day(day_of(time));
}

}  // namespace qy::model
