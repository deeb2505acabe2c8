#include "base/id.h"

#include <algorithm>
#include <charconv>

#include "base/assert.h"
#include "base/id_clock.h"

namespace qy {
namespace {

constexpr std::int64_t kEpochMs = 1'704'067'200'000;  // 2024-01-01T00:00:00Z
constexpr int kNodeBits = 10;
constexpr int kCounterBits = 12;
constexpr int kMillisecondBits = 41;

}  // namespace

Result<std::int64_t> parse_id_number(std::string_view text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, number);
    // One id has one text: no sign, no leading zero, nothing after the digits.
    if (fault != std::errc() || stop != end || number <= 0 || text.front() == '0') {
        return invalid("id.malformed");
    }
    return number;
}

IdSource::IdSource(const Clock& clock, int node) : clock_(clock), node_(node) {
    QY_ASSERT(node >= 0 && node < (1 << kNodeBits));
}

// The counter is the low part of the tick: when it is full, or when the clock stands still or steps back, adding one
// borrows from the next millisecond, so that ids rise whatever the clock does.
std::int64_t IdSource::next_number() {
    const std::int64_t clock_tick = (clock_.now().milliseconds() - kEpochMs) * (1 << kCounterBits);
    const std::lock_guard lock(mutex_);
    last_tick_ = std::max(last_tick_ + 1, clock_tick);
    const std::int64_t milliseconds = last_tick_ >> kCounterBits;
    const std::int64_t counter = last_tick_ & ((1 << kCounterBits) - 1);
    QY_ASSERT(milliseconds < (std::int64_t{1} << kMillisecondBits));
    return (milliseconds << (kNodeBits + kCounterBits)) | (std::int64_t{node_} << kCounterBits) | counter;
}

void IdClock::start_after(std::int64_t id) {
    earliest_ms_ = kEpochMs + (id >> (kNodeBits + kCounterBits)) + 1;
}

Time IdClock::now() const {
    return std::max(inner_.now(), Time::from_milliseconds(earliest_ms_));
}

}  // namespace qy
