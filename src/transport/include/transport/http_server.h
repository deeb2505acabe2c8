#pragma once
// The HTTP server: listeners, connections, limits, workers. (clauses 5.3, 8, 9.1.2; architecture §7)
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/change_limits.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/result.h"
#include "transport/http_handler.h"
#include "transport/metrics.h"
#include "transport/network_rules.h"
#include "transport/rate_limit.h"
#include "transport/security_log.h"
#include "transport/tls.h"

namespace qy::transport {

/// Bounds of connections and requests, as in base/limits.h; tests shorten them.
struct HttpLimits {
    std::size_t header_bytes_max = limits::http_header_bytes_max;
    std::size_t header_fields_max = limits::http_header_fields_max;
    std::size_t target_bytes_max = limits::http_target_bytes_max;
    std::size_t body_bytes_max = limits::http_body_bytes_max;
    std::size_t admin_body_bytes_max = limits::http_operator_body_bytes_max;
    std::size_t buffered_bytes_max = limits::http_buffered_bytes_max;  ///< request bodies of all connections together
    std::int64_t header_timeout_ms = limits::http_header_timeout_ms;   ///< TLS handshake; then a whole header
    std::int64_t body_timeout_ms =
        limits::http_body_timeout_ms;  ///< plus the time the bytes may take at the least rate
    std::int64_t write_timeout_ms = limits::http_write_timeout_ms;  ///< likewise, for each piece written
    std::int64_t idle_timeout_ms = limits::http_idle_timeout_ms;
    std::int64_t live_beat_ms = limits::http_live_beat_ms;  ///< a live body without news shows that it is there
    std::int64_t linger_ms = limits::http_linger_ms;  ///< how long a refused client may finish reading the refusal
    std::int64_t least_bytes_per_second = limits::http_least_bytes_per_second;
    std::size_t connections_max = limits::http_connections_max;
    std::size_t connections_per_address_max = limits::http_connections_per_address_max;
    std::size_t pending_requests_max = limits::http_pending_requests_max;
};

/// Where one listener listens. Port 0 takes a free one. `addresses`: IP addresses; "*" is every address of both
/// families. All share one port; "::1" and the IPv6 half of "*" are skipped on a machine without IPv6.
struct ListenOn {
    std::uint16_t port = 0;
    std::vector<std::string> addresses;
};

struct ServerOptions {
    std::optional<ListenOn> https;                    ///< needs `certificate`
    std::optional<ListenOn> http;                     ///< loopback only, unless trusted proxies are named
    std::optional<ListenOn> ops;                      ///< loopback only
    std::optional<std::filesystem::path> admin_path;  ///< Unix socket, made with mode 0600
    std::optional<CertificateFiles> certificate;
    std::vector<std::string> trusted_proxies;  ///< addresses or networks whose X-Forwarded-For and -Proto are believed
    NetworkRules rules;                        ///< from where each class of requests may come
    std::vector<std::string> cors_origins;     ///< sites whose scripts may call functions; empty: none
    std::size_t workers = 4;
    std::size_t io_threads = 2;
    std::int64_t certificate_check_ms = 10'000;  ///< how often the certificate's files are looked at
    HttpLimits limits;
};

[[nodiscard]] inline ListenOn on_loopback(std::uint16_t port) {
    return {port, {"127.0.0.1", "::1"}};
}
[[nodiscard]] inline ListenOn on_every_address(std::uint16_t port) {
    return {port, {"*"}};
}

/// What the server uses; everything outlives it.
struct ServerParts {
    HttpHandler& handler;
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    RateLimiter* limiter = nullptr;  ///< null: no limits per address
    /// Takes whole lines of the access log (one request each, `\n` at the end), from one thread at a time. Empty: none.
    std::function<void(std::string_view lines)> access_log;
    SecurityLog* security_log = nullptr;  ///< null: none
    const NetworkGate* gate = nullptr;    ///< rules beside the options' own; null: none
};

/// Requests of one connection are answered in order, one at a time (pipelining is safe). A request is read whole before
/// a worker sees it and its reply is written by an I/O thread, so a slow client never holds a worker.
class HttpServer {
 public:
    /// Listens and serves from return on.
    /// Errors: unavailable `server.listen` {address, reason}; invalid `server.exposed` {listener} (a loopback-only
    /// listener on another address), `server.no_certificate`, `address.malformed`; as TlsContext::load.
    static Result<std::unique_ptr<HttpServer>> start(const ServerOptions& options, ServerParts parts);
    /// As stop() with no grace.
    ~HttpServer();

    /// The port in use; nothing when that listener is off (admin has none).
    [[nodiscard]] std::optional<std::uint16_t> port_of(Listener listener) const;
    /// Reads the certificate files again (changes are also seen within `certificate_check_ms`). Errors: as
    /// TlsContext::load; then the old certificate stays.
    Result<void> reload_certificate();
    /// Connections open now. Requests waiting for a worker now.
    [[nodiscard]] std::size_t connections() const;
    [[nodiscard]] std::size_t pending_requests() const;

    /// Stops: no new connections, idle ones closed, running requests finished with `Connection: close`; what is left
    /// after `grace` is cut. Returns when every handler has returned. Safe to call twice; not from a handler.
    void stop(std::chrono::milliseconds grace);

 private:
    struct Core;
    explicit HttpServer(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

/// An access_log that writes to standard error.
void write_to_standard_error(std::string_view lines);

}  // namespace qy::transport
