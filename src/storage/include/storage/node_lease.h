#pragma once
// A node number kept for one program among several on a database, so that their ids never meet. (interfaces: values)
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/result.h"

namespace qy::storage {

class Store;

/// The clocks of two machines may differ by the difference of these.
inline constexpr std::int64_t node_lease_seconds = 600;
inline constexpr std::int64_t node_renew_seconds = 60;

/// Holds the lowest free node from `take` to its destruction and prolongs it in a thread of its own.
/// REQUIRES: `store` and `clock` live longer.
class NodeLease {
 public:
    /// `lost` is called, on the lease's thread or that of `renew`, when the database was out of reach for so long that
    /// another program got the node: ids must not be made with it any more. `holder` must be this program's alone.
    /// Errors: busy `storage.no_node`; those of Store::write.
    static Result<std::unique_ptr<NodeLease>> take(Store& store, const Clock& clock, std::string holder,
                                                   std::function<void()> lost);
    /// Gives the node back.
    ~NodeLease();
    NodeLease(const NodeLease&) = delete;
    NodeLease& operator=(const NodeLease&) = delete;

    [[nodiscard]] int node() const { return node_; }
    /// Prolongs the lease now; the thread does it every `node_renew_seconds`. False when it is lost.
    /// Errors: those of Store::write; the lease is as it was.
    Result<bool> renew();

 private:
    NodeLease(Store& store, const Clock& clock, std::string holder, std::function<void()> lost);
    void keep();

    Store& store_;
    const Clock& clock_;
    const std::string holder_;
    const std::function<void()> lost_;
    int node_ = -1;
    std::mutex mutex_;
    std::condition_variable ending_;
    bool ended_ = false;
    std::thread thread_;
};

}  // namespace qy::storage
