#include "acceptor.h"

#include <utility>

#include "base/log.h"

namespace qy::transport {
namespace {

constexpr int kTurnConnectionsMax = 64;  // then the connections of this loop have their turn

}  // namespace

Acceptor::Acceptor(EventLoop& loop, Socket listening, Take take)
    : loop_(loop), listening_(std::move(listening)), take_(std::move(take)) {}

bool Acceptor::start() {
    watch_ = loop_.watch(listening_.number());
    if (!watch_) return false;
    wait();
    return true;
}

void Acceptor::stop() {
    watch_.reset();
    listening_ = Socket();
    take_ = nullptr;
}

void Acceptor::retry() {
    if (watch_ && std::exchange(paused_, false)) wait();
}

void Acceptor::wait() {
    watch_->wait_readable(shared_from_this(), 0);
}

void Acceptor::ready(std::uint64_t /*token*/, bool ok) {
    if (!ok || !watch_) return;
    for (int i = 0; i < kTurnConnectionsMax; ++i) {
        Accepted accepted;
        const auto state = accept_from(listening_, accepted);
        if (state == AcceptState::nothing) break;
        if (state == AcceptState::no_room) {
            // The connection stays in the system's queue, so waiting now would only spin.
            log::warning("http.no_descriptors");
            paused_ = true;
            return;
        }
        take_(std::move(accepted));
    }
    wait();
}

}  // namespace qy::transport
