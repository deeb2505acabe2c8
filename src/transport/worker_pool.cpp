#include "worker_pool.h"

#include <limits>

#include "base/assert.h"

namespace qy::transport {

WorkerPool::WorkerPool(std::size_t threads, std::size_t pending_max) : pending_max_(pending_max) {
    QY_ASSERT(threads > 0);
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::try_run(Task task) {
    return add(std::move(task), pending_max_);
}

bool WorkerPool::run(Task task) {
    return add(std::move(task), std::numeric_limits<std::size_t>::max());
}

bool WorkerPool::add(Task task, std::size_t pending_max) {
    {
        const std::lock_guard lock(mutex_);
        if (stopped_ || waiting_.size() >= pending_max) return false;
        waiting_.push_back(std::move(task));
    }
    changed_.notify_one();
    return true;
}

std::size_t WorkerPool::pending() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

void WorkerPool::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (stopped_) return;
        Task task = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        task();
        task = nullptr;  // what it holds is released outside the lock
        lock.lock();
    }
}

void WorkerPool::stop() {
    std::deque<Task> dropped;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        dropped.swap(waiting_);
    }
    changed_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

}  // namespace qy::transport
