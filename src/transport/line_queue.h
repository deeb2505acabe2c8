#pragma once
// Lines on their way to a slow place: taken at once, written by a thread of their own, counted when there are too many.
// (clause 9.3.2)
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace qy::transport {

/// Safe from any thread.
class LineQueue {
 public:
    using Sink = std::function<void(std::string_view lines)>;
    /// `name` stands in the line that tells of dropped ones. An empty sink: nothing is written and no thread runs.
    LineQueue(std::string name, Sink sink, std::size_t waiting_bytes_max);
    /// Writes what is left.
    ~LineQueue();
    LineQueue(const LineQueue&) = delete;
    LineQueue& operator=(const LineQueue&) = delete;

    /// Takes a line with its `\n`. Drops it when it does not fit any more; how many were dropped is written as soon as
    /// there is room: `warning NAME_dropped lines=N`.
    void add(std::string_view line);
    /// Lines dropped since the start.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_total_; }

 private:
    void write();

    const std::string name_;
    const Sink sink_;
    const std::size_t waiting_bytes_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::uint64_t dropped_ = 0;  // not told yet
    std::atomic<std::uint64_t> dropped_total_ = 0;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace qy::transport
