#pragma once
// Limits per client address: requests and failures in any minute. (clauses 9.1.2, 9.4.1; interfaces: HTTP)
#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/clock.h"
#include "base/limits.h"
#include "transport/address.h"
#include "transport/network_rules.h"

namespace qy::transport {

struct RateLimits {
    std::int64_t requests_per_minute = 600;  ///< 0 = no limit
    std::int64_t failures_per_minute = 20;   ///< 0 = no limit
    std::size_t addresses_max = limits::http_rate_addresses_max;
    /// Of their own classes; nothing: counted together with the public's requests.
    std::optional<std::int64_t> partner_per_minute = {};
    std::optional<std::int64_t> staff_per_minute = {};
};

/// A sliding window of 60 seconds: the count of the running minute plus the part of the minute before that still lies
/// inside the window. It never lets more than the limit through at once, and holds some 150 bytes an address however
/// many requests come. When `addresses_max` groups are known, the one unseen for longest is forgotten. Addresses are
/// counted by Address::group(). Safe from any thread.
class RateLimiter {
 public:
    RateLimiter(const Clock& clock, RateLimits limits);
    ~RateLimiter();

    /// Counts a request and returns nothing, or does not count it and returns the seconds (≥ 1) after which one will be
    /// let through again: too many requests of that class, or too many failures before.
    std::optional<std::int64_t> admit(const Address& address, NetworkClass level = NetworkClass::open_public);
    /// Counts a failure: a malformed, forged or unknown code, a wrong PIN or password.
    void count_failure(const Address& address);
    /// Address groups known at present.
    [[nodiscard]] std::size_t size() const;

 private:
    class Shard;
    static constexpr std::size_t kShards = 16;
    Shard& shard_of(const Address& group);

    const Clock& clock_;
    const RateLimits limits_;
    std::array<std::unique_ptr<Shard>, kShards> shards_;
};

}  // namespace qy::transport
