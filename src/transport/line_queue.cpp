#include "line_queue.h"

#include <chrono>
#include <utility>

namespace qy::transport {

LineQueue::LineQueue(std::string name, Sink sink, std::size_t waiting_bytes_max)
    : name_(std::move(name)), sink_(std::move(sink)), waiting_bytes_max_(waiting_bytes_max) {
    if (sink_) thread_ = std::thread([this] { write(); });
}

LineQueue::~LineQueue() {
    if (!sink_) return;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void LineQueue::add(std::string_view line) {
    if (!sink_) return;
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() + line.size() > waiting_bytes_max_) {
            ++dropped_;
            ++dropped_total_;
            return;
        }
        first = waiting_.empty();
        waiting_ += line;
    }
    if (first) changed_.notify_one();
}

void LineQueue::write() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        // Lines of the next moments go out together: one system call for many requests.
        if (!stopped_) changed_.wait_for(lock, std::chrono::milliseconds(100), [this] { return stopped_; });
        std::string lines = std::move(waiting_);
        waiting_.clear();
        const auto dropped = std::exchange(dropped_, 0);
        lock.unlock();
        if (dropped > 0) lines += "warning " + name_ + "_dropped lines=" + std::to_string(dropped) + "\n";
        sink_(lines);
        lock.lock();
    }
}

}  // namespace qy::transport
