#pragma once
// How many connections there may be, in all and of one address. (clause 9.1.2)
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "transport/address.h"

namespace qy::transport {

/// Safe from any thread. Addresses are counted by Address::group(). Outlives its tickets.
class ConnectionGate {
 public:
    ConnectionGate(std::size_t connections_max, std::size_t per_address_max)
        : connections_max_(connections_max), per_address_max_(per_address_max) {}

    /// The right to one connection, given back when it is destroyed.
    class Ticket {
     public:
        Ticket(ConnectionGate& gate, std::optional<Address> group) : gate_(&gate), group_(group) {}
        Ticket(Ticket&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), group_(other.group_) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket() {
            if (gate_ != nullptr) gate_->leave(group_);
        }

     private:
        ConnectionGate* gate_;
        std::optional<Address> group_;
    };

    /// Nothing when a limit is reached. `address` empty: counts in the total alone (a trusted proxy, a Unix socket).
    std::optional<Ticket> enter(std::optional<Address> address);
    [[nodiscard]] std::size_t connections() const;
    /// True when no connection was left before `deadline`.
    [[nodiscard]] bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
    void leave(const std::optional<Address>& group);

    const std::size_t connections_max_;
    const std::size_t per_address_max_;
    mutable std::mutex mutex_;
    std::condition_variable emptied_;
    std::size_t total_ = 0;
    std::unordered_map<Address, std::size_t> by_group_;
};

}  // namespace qy::transport
