#pragma once
// One thread that waits for many sockets. Boost.Asio is behind it and seen by event_loop.cpp alone. (architecture §7)
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace qy::transport {

/// Woken once for each wait it asked for.
class Waiter {
 public:
    virtual ~Waiter() = default;
    /// Runs on the thread of the loop. `token` is the one of the wait, so that a wait given up in between is known as
    /// stale. `ok` is false when the wait was cancelled or the socket cannot be waited for.
    virtual void ready(std::uint64_t token, bool ok) = 0;
};

class EventLoop {
 public:
    EventLoop();
    ~EventLoop();

    /// Serves the calling thread until stop(); that thread has SIGPIPE blocked from then on.
    void run();
    /// From any thread.
    void stop();
    /// Runs `task` on the loop's thread, later; from any thread. After the loop has stopped it never runs.
    void post(std::function<void()> task);
    /// Calls `task` each `period` until the loop stops. Before run() or on the loop's thread.
    void every(std::chrono::milliseconds period, std::function<void()> task);

    /// The loop's interest in one socket, which it does not own: the socket is closed after the watch is gone.
    /// On the loop's thread alone. The waiter is kept alive while it waits.
    class Watch {
     public:
        virtual ~Watch() = default;
        virtual void wait_readable(std::shared_ptr<Waiter> waiter, std::uint64_t token) = 0;
        virtual void wait_writable(std::shared_ptr<Waiter> waiter, std::uint64_t token) = 0;
    };
    /// Null when the system has no room for it.
    [[nodiscard]] std::unique_ptr<Watch> watch(int socket);

 private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace qy::transport
