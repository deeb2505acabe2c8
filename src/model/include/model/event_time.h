#pragma once
// When something happened: an instant, the zone offset it was told in, and how exactly it was told. (interfaces:
// values)
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace qy::model {

enum class Precision : std::uint8_t { day, second };

/// `at` is UTC; for precision `day` it is 00:00 local time of that day. Default offset is +08:00.
struct EventTime {
    Time at;
    std::int16_t offset_minutes = 480;
    Precision precision = Precision::second;

    /// "2026-03-05" (day), or RFC 3339 "2026-03-05T08:30:00[.ffffff]+08:00|Z" (second). Years 1900–2200.
    /// Errors: invalid `time.malformed`, `time.out_of_range`.
    static Result<EventTime> parse(std::string_view text);
    /// The same two forms; fractions only when not zero.
    [[nodiscard]] std::string to_string() const;
    /// The local calendar day, "2026-03-05".
    [[nodiscard]] std::string day() const;
    /// The last instant that this time may mean: the end of the day for precision `day`.
    [[nodiscard]] Time latest() const;
    bool operator==(const EventTime&) const = default;
};

/// True when `a` may have happened before or at `b`: by day when either is only a day, else by instant.
[[nodiscard]] bool not_after(const EventTime& a, const EventTime& b);

/// RFC 3339 in UTC+08:00 with seconds, for pages, logs and answers.
[[nodiscard]] std::string to_rfc3339(Time time, int offset_minutes = 480);

}  // namespace qy::model
