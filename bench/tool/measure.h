#pragma once
// Time as it is measured here: CPU time of the calling thread, which other work on the machine hardly touches, and
// elapsed time, which is what a user waits.
#include <cstdint>
#include <vector>

#include "base/json.h"

namespace qy::bench {

struct Moment {
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
    [[nodiscard]] static Moment now();
};

/// How long one thing took, many times.
class Series {
 public:
    void add(const Moment& from, const Moment& to);
    /// {"count", "cpu_us" {mean, p50, p99}, "wall_us" {mean, p50, p99, max}}. REQUIRES: something was added.
    [[nodiscard]] JsonObject json() const;

 private:
    std::vector<std::int64_t> cpu_ns_;
    std::vector<std::int64_t> wall_ns_;
};

}  // namespace qy::bench
