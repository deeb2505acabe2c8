#include "measure.h"

#include <algorithm>
#include <ctime>
#include <numeric>

namespace qy::bench {
namespace {

std::int64_t read_clock(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

double microseconds(std::int64_t nanoseconds) {
    return static_cast<double>(nanoseconds) / 1'000.0;
}

/// The value that `percent` of the sorted ones do not exceed.
double percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
    return microseconds(sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)]);
}

JsonObject summary(std::vector<std::int64_t> values) {
    std::sort(values.begin(), values.end());
    const auto sum = std::accumulate(values.begin(), values.end(), std::int64_t{0});
    return {{"mean", microseconds(sum) / static_cast<double>(values.size())},
            {"p50", percentile(values, 50)},
            {"p99", percentile(values, 99)},
            {"max", microseconds(values.back())}};
}

}  // namespace

Moment Moment::now() {
    return {read_clock(CLOCK_THREAD_CPUTIME_ID), read_clock(CLOCK_MONOTONIC)};
}

void Series::add(const Moment& from, const Moment& to) {
    cpu_ns_.push_back(to.cpu_ns - from.cpu_ns);
    wall_ns_.push_back(to.wall_ns - from.wall_ns);
}

JsonObject Series::json() const {
    QY_ASSERT(!cpu_ns_.empty());
    return {{"count", cpu_ns_.size()}, {"cpu_us", summary(cpu_ns_)}, {"wall_us", summary(wall_ns_)}};
}

}  // namespace qy::bench
