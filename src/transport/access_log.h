#pragma once
// The access log: one line a request, written by a thread of its own, so that a slow log never holds an answer.
// Lines hold no personal data: the route's name instead of the target, and a masked address. (clauses 9.3.2, 6.5.2)
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "transport/address.h"
#include "transport/http_message.h"

namespace qy::transport {

struct AccessRecord {
    Time at;
    std::string_view request_id;
    Listener listener = Listener::https;
    std::string_view route;
    std::string_view method;
    int status = 0;
    std::uint64_t sent_bytes = 0;
    std::int64_t microseconds = 0;
    Address client;
};

/// `2026-03-01T02:03:04.567Z info http.request request_id=… listener=https route=trace.query method=GET status=200
/// bytes=5120 microseconds=87 client=203.0.113.0`, with `\n`. An unknown client (a Unix socket) is "-".
[[nodiscard]] std::string access_line(const AccessRecord& record);

/// Safe from any thread.
class AccessLog {
 public:
    using Sink = std::function<void(std::string_view lines)>;
    /// An empty sink: nothing is written and no thread runs.
    explicit AccessLog(Sink sink);
    /// Writes what is left.
    ~AccessLog();
    /// Drops the line when more than 4 MiB wait; the number of dropped lines is written as soon as there is room.
    void add(const AccessRecord& record);

 private:
    void write();

    const Sink sink_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::uint64_t dropped_ = 0;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace qy::transport
