#pragma once
// Counters for operators in Prometheus text form (exposition format 0.0.4). (clauses 9.3.2, 10.1)
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "transport/http_message.h"

namespace qy::transport {

/// All functions are safe from any thread. Names begin with "qiongyuan_". Nothing in a label comes from a client.
class Metrics {
 public:
    Metrics();
    ~Metrics();

    /// qiongyuan_http_requests_total{route,status="2xx"} and qiongyuan_http_request_seconds{route}. `seconds` runs from
    /// the complete header to the last byte handed to the system. REQUIRES: `route` is of a small fixed set.
    void count_request(std::string_view route, int status, double seconds);
    /// qiongyuan_http_connections{listener}.
    void add_connections(Listener listener, int change);
    /// qiongyuan_http_refused_connections_total{reason}: over a connection limit, failed handshake, time-out.
    void count_refused_connection(std::string_view reason);
    /// A gauge read at each scrape; a later one of the same name replaces it. `read` must be safe from any thread and
    /// not block.
    void watch(const std::string& name, const std::string& help, std::function<double()> read);

    /// The whole text; content type `text/plain; version=0.0.4`.
    [[nodiscard]] std::string text() const;

 private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace qy::transport
