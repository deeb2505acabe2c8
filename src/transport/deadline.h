#pragma once
// When a connection has been waited for long enough. Time is given in, so that it can be tested without waiting.
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace qy::transport {

class Deadline {
 public:
    using TimePoint = std::chrono::steady_clock::time_point;
    explicit Deadline(std::int64_t least_bytes_per_second) : least_bytes_per_second_(least_bytes_per_second) {}

    void clear() { at_ = TimePoint::max(); }
    void set(TimePoint now, std::int64_t milliseconds) { at_ = now + std::chrono::milliseconds(milliseconds); }
    /// From now on each byte that moved() tells of buys the time it may take at the least rate: a slow line is served,
    /// a trickle of bytes cannot hold a connection for ever.
    void start_pace(TimePoint now, std::int64_t milliseconds) {
        set(now, milliseconds);
        without_bytes_ = at_;
        bytes_ = 0;
    }
    void moved(std::size_t bytes) {
        bytes_ += static_cast<std::int64_t>(bytes);
        at_ = without_bytes_ + std::chrono::milliseconds(bytes_ * 1000 / least_bytes_per_second_);
    }
    [[nodiscard]] bool has_passed(TimePoint now) const { return now >= at_; }

 private:
    const std::int64_t least_bytes_per_second_;
    TimePoint at_ = TimePoint::max();
    TimePoint without_bytes_ = TimePoint::max();
    std::int64_t bytes_ = 0;
};

}  // namespace qy::transport
