#include "transport/rate_limit.h"

#include <algorithm>

namespace qy::transport {
namespace {

constexpr std::int64_t kWindow = 60'000'000;  // microseconds

std::int64_t divided_up(std::int64_t value, std::int64_t by) {
    return (value + by - 1) / by;
}

// Events of the running window and of the one before it.
struct Count {
    std::int64_t before = 0;
    std::int64_t running = 0;

    void move_on(std::int64_t windows) {
        if (windows == 0) return;
        before = windows == 1 ? running : 0;
        running = 0;
    }

    // Microseconds until one more fits under `limit`; 0 when it fits now. `elapsed` of the running window has passed.
    [[nodiscard]] std::int64_t wait(std::int64_t limit, std::int64_t elapsed) const {
        const std::int64_t room = limit - running - 1;
        if (room >= 0) {
            if (before * (kWindow - elapsed) <= room * kWindow) return 0;
            return kWindow - elapsed - room * kWindow / before;
        }
        // Not in this window: in the next one, `running` is what lies before.
        return kWindow - elapsed + kWindow - (limit - 1) * kWindow / running;
    }
};

struct Entry {
    Address group;
    std::int64_t window = 0;
    std::array<Count, network_classes> requests;  // by lane
    Count failures;
};

// Where requests of a class are counted, and up to how many a minute.
struct Lane {
    std::size_t number = 0;
    std::int64_t limit = 0;
};
Lane lane_of(const RateLimits& limits, NetworkClass level) {
    const auto number = static_cast<std::size_t>(level);
    if (level == NetworkClass::partner && limits.partner_per_minute) return {number, *limits.partner_per_minute};
    if (level == NetworkClass::staff && limits.staff_per_minute) return {number, *limits.staff_per_minute};
    return {0, limits.requests_per_minute};
}

}  // namespace

// Entries of a part of all addresses, the longest unseen last.
class RateLimiter::Shard {
 public:
    explicit Shard(std::size_t entries_max) : entries_max_(entries_max) {}

    std::mutex mutex;

    // REQUIRES: mutex is held.
    Entry& entry(const Address& group, std::int64_t window) {
        const auto found = places_.find(group);
        if (found != places_.end()) {
            entries_.splice(entries_.begin(), entries_, found->second);
        } else {
            if (entries_.size() >= entries_max_) {
                places_.erase(entries_.back().group);
                entries_.pop_back();
            }
            entries_.push_front({group, window, {}, {}});
            places_.emplace(group, entries_.begin());
        }
        Entry& entry = entries_.front();
        // A clock that steps back has left the window too; waiting until it comes there again could take an hour.
        const std::int64_t passed = window < entry.window ? 1 : window - entry.window;
        for (Count& lane : entry.requests) lane.move_on(passed);
        entry.failures.move_on(passed);
        entry.window = window;
        return entry;
    }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
    const std::size_t entries_max_;
    std::list<Entry> entries_;
    std::unordered_map<Address, std::list<Entry>::iterator> places_;
};

RateLimiter::RateLimiter(const Clock& clock, RateLimits limits) : clock_(clock), limits_(limits) {
    const std::size_t each = std::max<std::size_t>(limits.addresses_max / kShards, 1);
    for (auto& shard : shards_) shard = std::make_unique<Shard>(each);
}

RateLimiter::~RateLimiter() = default;

RateLimiter::Shard& RateLimiter::shard_of(const Address& group) {
    return *shards_[(std::hash<Address>{}(group) >> 32U) % kShards];
}

std::optional<std::int64_t> RateLimiter::admit(const Address& address, NetworkClass level) {
    const auto [lane, limit] = lane_of(limits_, level);
    if (limit == 0 && limits_.failures_per_minute == 0) return std::nullopt;
    const Address group = address.group();
    const std::int64_t now = clock_.now().microseconds;
    Shard& shard = shard_of(group);
    const std::lock_guard lock(shard.mutex);
    Entry& entry = shard.entry(group, now / kWindow);
    const std::int64_t elapsed = now % kWindow;
    std::int64_t wait = 0;
    if (limit > 0) wait = entry.requests[lane].wait(limit, elapsed);
    if (limits_.failures_per_minute > 0) {
        wait = std::max(wait, entry.failures.wait(limits_.failures_per_minute, elapsed));
    }
    if (wait > 0) return divided_up(wait, 1'000'000);
    ++entry.requests[lane].running;
    return std::nullopt;
}

void RateLimiter::count_failure(const Address& address) {
    if (limits_.failures_per_minute == 0) return;
    const Address group = address.group();
    Shard& shard = shard_of(group);
    const std::lock_guard lock(shard.mutex);
    ++shard.entry(group, clock_.now().microseconds / kWindow).failures.running;
}

std::size_t RateLimiter::size() const {
    std::size_t total = 0;
    for (const auto& shard : shards_) {
        const std::lock_guard lock(shard->mutex);
        total += shard->size();
    }
    return total;
}

}  // namespace qy::transport
