#include "storage/node_lease.h"

#include <chrono>

#include "base/log.h"
#include "storage/node_store.h"
#include "storage/store.h"

namespace qy::storage {

NodeLease::NodeLease(Store& store, const Clock& clock, std::string holder, std::function<void()> lost)
    : store_(store), clock_(clock), holder_(std::move(holder)), lost_(std::move(lost)) {}

Result<std::unique_ptr<NodeLease>> NodeLease::take(Store& store, const Clock& clock, std::string holder,
                                                   std::function<void()> lost) {
    std::unique_ptr<NodeLease> made(new NodeLease(store, clock, std::move(holder), std::move(lost)));
    const auto now = clock.now();
    QY_TRY(node, store.write([&](Writer& writer) {
        return nodes::lease(writer, made->holder_, now, now.plus_seconds(node_lease_seconds));
    }));
    if (!node) return busy("storage.no_node");
    made->node_ = *node;
    made->thread_ = std::thread([lease = made.get()] { lease->keep(); });
    return made;
}

NodeLease::~NodeLease() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ending_.notify_one();
    if (!thread_.joinable()) return;  // nothing was leased
    thread_.join();
    // When this fails the lease runs out by itself.
    (void)store_.write([&](Writer& writer) { return nodes::release(writer, node_, holder_); });
}

Result<bool> NodeLease::renew() {
    const auto until = clock_.now().plus_seconds(node_lease_seconds);
    QY_TRY(kept, store_.write([&](Writer& writer) { return nodes::renew(writer, node_, holder_, until); }));
    if (!kept) lost_();
    return kept;
}

void NodeLease::keep() {
    std::unique_lock lock(mutex_);
    while (!ending_.wait_for(lock, std::chrono::seconds(node_renew_seconds), [this] { return ended_; })) {
        lock.unlock();
        const auto kept = renew();
        if (!kept.ok()) log::warning("storage.node_not_renewed", {{"node", node_}, {"code", kept.error().code}});
        lock.lock();
    }
}

}  // namespace qy::storage
