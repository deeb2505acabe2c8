#pragma once
// Takes new connections from one listening socket and hands them to an event loop.
#include <cstdint>
#include <functional>
#include <memory>

#include "event_loop.h"
#include "listen_socket.h"

namespace qy::transport {

/// On the thread of its loop.
class Acceptor final : public Waiter, public std::enable_shared_from_this<Acceptor> {
 public:
    using Take = std::function<void(Accepted accepted)>;
    Acceptor(EventLoop& loop, Socket listening, Take take);
    /// False when the loop has no room for the socket.
    [[nodiscard]] bool start();
    void stop();
    /// Takes up again after the system had no room; called now and then.
    void retry();
    void ready(std::uint64_t token, bool ok) override;

 private:
    void wait();

    EventLoop& loop_;
    Socket listening_;
    Take take_;
    std::unique_ptr<EventLoop::Watch> watch_;
    bool paused_ = false;
};

}  // namespace qy::transport
