#include "connection_gate.h"

#include "base/assert.h"

namespace qy::transport {

std::optional<ConnectionGate::Ticket> ConnectionGate::enter(std::optional<Address> address) {
    if (address) address = address->group();
    const std::lock_guard lock(mutex_);
    if (total_ >= connections_max_) return std::nullopt;
    if (address) {
        const auto known = by_group_.find(*address);
        if (known != by_group_.end() && known->second >= per_address_max_) return std::nullopt;
        ++by_group_[*address];
    }
    ++total_;
    return Ticket(*this, address);
}

void ConnectionGate::leave(const std::optional<Address>& group) {
    const std::lock_guard lock(mutex_);
    if (group) {
        const auto known = by_group_.find(*group);
        QY_ASSERT(known != by_group_.end());
        if (--known->second == 0) by_group_.erase(known);
    }
    // Under the lock: the waiter may destroy this gate as soon as it sees zero.
    if (--total_ == 0) emptied_.notify_all();
}

std::size_t ConnectionGate::connections() const {
    const std::lock_guard lock(mutex_);
    return total_;
}

bool ConnectionGate::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return emptied_.wait_until(lock, deadline, [this] { return total_ == 0; });
}

}  // namespace qy::transport
