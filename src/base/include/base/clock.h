#pragma once
// Time as a value and a clock as a parameter: nothing below app reads the system's clock by itself.
#include <compare>
#include <cstdint>
#include <mutex>

namespace qy {

/// Microseconds since 1970-01-01T00:00:00Z (UTC, without leap seconds).
struct Time {
    std::int64_t microseconds = 0;
    auto operator<=>(const Time&) const = default;
    [[nodiscard]] static constexpr Time from_milliseconds(std::int64_t value) { return {value * 1000}; }
    [[nodiscard]] static constexpr Time from_seconds(std::int64_t value) { return {value * 1'000'000}; }
    [[nodiscard]] constexpr std::int64_t milliseconds() const { return microseconds / 1000; }
    [[nodiscard]] constexpr std::int64_t seconds() const { return microseconds / 1'000'000; }
    [[nodiscard]] constexpr Time plus_seconds(std::int64_t value) const { return {microseconds + value * 1'000'000}; }
};

/// The present. Safe from any thread.
class Clock {
 public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
    [[nodiscard]] Time now() const override;
};

/// A clock that tests set and move.
class ManualClock final : public Clock {
 public:
    explicit ManualClock(Time start) : now_(start) {}
    [[nodiscard]] Time now() const override {
        const std::lock_guard lock(mutex_);
        return now_;
    }
    void advance_seconds(std::int64_t seconds) {
        const std::lock_guard lock(mutex_);
        now_ = now_.plus_seconds(seconds);
    }

 private:
    mutable std::mutex mutex_;
    Time now_;
};

}  // namespace qy
