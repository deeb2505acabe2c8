#pragma once
// The access log: one line a request, written by a thread of its own, so that a slow log never holds an answer.
// Lines hold no personal data: the route's name instead of the target, and a masked address. (clauses 9.3.2, 6.5.2)
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "line_queue.h"
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
    /// An empty sink: nothing is written and no thread runs.
    explicit AccessLog(LineQueue::Sink sink);
    /// Drops the line when more than 4 MiB wait; the number of dropped lines is written as soon as there is room.
    void add(const AccessRecord& record);

 private:
    LineQueue lines_;
};

}  // namespace qy::transport
