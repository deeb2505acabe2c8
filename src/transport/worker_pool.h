#pragma once
// Threads that run handlers, behind a queue with a bound.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace qy::transport {

/// Safe from any thread. Tasks start in the order they came.
class WorkerPool {
 public:
    using Task = std::function<void()>;
    WorkerPool(std::size_t threads, std::size_t pending_max);
    /// As stop().
    ~WorkerPool();

    /// False, and nothing happens, when `pending_max` tasks wait already or the pool has stopped.
    [[nodiscard]] bool try_run(Task task);
    /// Without the bound: for work that is already under way and bounded elsewhere. False after stop().
    bool run(Task task);
    [[nodiscard]] std::size_t pending() const;
    /// Drops what waits, and returns when what runs has ended.
    void stop();

 private:
    bool add(Task task, std::size_t pending_max);
    void work();

    const std::size_t pending_max_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> waiting_;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace qy::transport
