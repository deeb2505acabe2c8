#include "transport/http_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <thread>

#include "acceptor.h"
#include "base/log.h"
#include "connection.h"

namespace qy::transport {
namespace {

constexpr std::chrono::milliseconds kRetryPeriod{100};
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// Deadlines are looked at this often: a quarter of the shortest, so that none is missed by much.
std::chrono::milliseconds sweep_period(const HttpLimits& limits) {
    const auto shortest = std::min({limits.header_timeout_ms, limits.body_timeout_ms, limits.write_timeout_ms,
                                    limits.idle_timeout_ms, limits.linger_ms, limits.live_beat_ms});
    return std::chrono::milliseconds(std::clamp<std::int64_t>(shortest / 4, 10, 500));
}

Result<void> check_loopback(const std::optional<ListenOn>& on, std::string_view listener) {
    if (!on) return {};
    for (const auto& name : on->addresses) {
        const bool every = name == "*";
        QY_TRY(address, Address::parse(every ? "0.0.0.0" : name));
        if (!address.is_loopback()) return invalid("server.exposed", {std::string(listener)});
    }
    return {};
}

Result<void> check(const ServerOptions& options) {
    QY_CHECK(check_loopback(options.ops, "ops"));
    if (options.trusted_proxies.empty()) QY_CHECK(check_loopback(options.http, "http"));
    if (options.https && !options.certificate) return invalid("server.no_certificate");
    return {};
}

}  // namespace

struct HttpServer::Core {
    Core(const ServerOptions& options, ServerParts parts, Networks trusted, std::unique_ptr<TlsContext> certificate)
        : tls(std::move(certificate)),
          metrics(parts.metrics),
          log(std::move(parts.access_log)),
          proxies(trusted),
          gate(options.limits.connections_max, options.limits.connections_per_address_max),
          workers(std::make_shared<WorkerPool>(options.workers, options.limits.pending_requests_max)),
          shared{options.limits,
                 {parts.handler, parts.clock, parts.random, parts.metrics, parts.limiter, tls.get(), log,
                  std::move(trusted), options.rules, options.cors_origins, parts.security_log, parts.gate},
                 *workers},
          loops(options.io_threads) {
        for (auto& loop : loops) loop = std::make_unique<LoopState>();
    }

    Result<void> listen(const ServerOptions& options);
    Result<void> listen_on(Listener listener, const std::optional<ListenOn>& on);
    void add(Listener listener, Socket socket);
    Result<void> run(const ServerOptions& options);
    void take(Listener listener, Accepted accepted);
    void look_at_certificate();
    template <class Visit>
    void on_every_loop(Visit visit);

    // Declared so that what is used outlives its users: connections die with the loops, first of all.
    const std::unique_ptr<TlsContext> tls;
    Metrics& metrics;
    AccessLog log;
    const Networks proxies;
    ConnectionGate gate;
    const std::shared_ptr<WorkerPool> workers;  // shared with the gauge of its queue alone
    ConnectionShared shared;
    std::vector<std::unique_ptr<LoopState>> loops;
    std::vector<std::shared_ptr<Acceptor>> acceptors;  // on the first loop
    std::vector<std::thread> threads;
    std::vector<std::pair<Listener, std::uint16_t>> ports;
    std::filesystem::path admin_path;
    std::size_t next_loop = 0;
    bool stopped = false;
};

Result<void> HttpServer::Core::listen(const ServerOptions& options) {
    QY_CHECK(listen_on(Listener::https, options.https));
    QY_CHECK(listen_on(Listener::http, options.http));
    QY_CHECK(listen_on(Listener::ops, options.ops));
    if (!options.admin_path) return {};
    QY_TRY(socket, listen_at(*options.admin_path));
    admin_path = *options.admin_path;
    add(Listener::admin, std::move(socket));
    return {};
}

Result<void> HttpServer::Core::listen_on(Listener listener, const std::optional<ListenOn>& on) {
    if (!on) return {};
    QY_TRY(sockets, transport::listen_on(*on));
    if (!sockets.empty()) ports.emplace_back(listener, transport::port_of(sockets.front()));
    for (auto& socket : sockets) add(listener, std::move(socket));
    return {};
}

void HttpServer::Core::add(Listener listener, Socket socket) {
    acceptors.push_back(
        std::make_shared<Acceptor>(loops.front()->loop, std::move(socket),
                                   [this, listener](Accepted accepted) { take(listener, std::move(accepted)); }));
}

Result<void> HttpServer::Core::run(const ServerOptions& options) {
    for (const auto& acceptor : acceptors) {
        if (!acceptor->start()) return unavailable("server.listen", {"", "no room for another socket"});
    }
    EventLoop& first = loops.front()->loop;
    first.every(kRetryPeriod, [this] {
        for (const auto& acceptor : acceptors) acceptor->retry();
    });
    if (tls) first.every(std::chrono::milliseconds(options.certificate_check_ms), [this] { look_at_certificate(); });
    for (auto& loop : loops) {
        loop->loop.every(sweep_period(options.limits), [state = loop.get()] {
            const auto now = std::chrono::steady_clock::now();
            // Backwards: one that ends is replaced by the last, which has been looked at.
            for (std::size_t i = state->connections.size(); i-- > 0;) state->connections[i]->check_time(now);
        });
        threads.emplace_back([state = loop.get()] { state->loop.run(); });
    }
    return {};
}

void HttpServer::Core::take(Listener listener, Accepted accepted) {
    const bool counted = listener != Listener::admin && !proxies.contains(accepted.peer);
    auto ticket = gate.enter(counted ? std::optional(accepted.peer) : std::nullopt);
    if (!ticket) {
        metrics.count_refused_connection("limit");
        if (listener != Listener::https) ::send(accepted.socket.number(), kFull.data(), kFull.size(), MSG_NOSIGNAL);
        return;
    }
    auto stream = listener == Listener::https ? make_tls_stream(accepted.socket.release(), tls->current().get())
                                              : make_plain_stream(accepted.socket.release());
    if (!stream) return;
    LoopState& home = *loops[next_loop++ % loops.size()];
    auto connection = std::make_shared<Connection>(
        shared, home, std::move(stream), Connection::Origin{listener, accepted.peer, accepted.uid}, std::move(*ticket));
    home.loop.post([connection = std::move(connection)] { connection->start(); });
}

void HttpServer::Core::look_at_certificate() {
    const auto loaded = tls->reload_if_changed();
    if (!loaded.ok()) {
        log::error("tls.reload_failed", {{"code", loaded.error().code}, {"why", loaded.error().detail.text}});
    } else if (*loaded) {
        log::info("tls.reloaded");
    }
}

template <class Visit>
void HttpServer::Core::on_every_loop(Visit visit) {
    for (auto& loop : loops) {
        loop->loop.post([state = loop.get(), visit] {
            for (std::size_t i = state->connections.size(); i-- > 0;) visit(*state->connections[i]);
        });
    }
}

HttpServer::HttpServer(std::unique_ptr<Core> core) : core_(std::move(core)) {}
HttpServer::~HttpServer() {
    stop(std::chrono::milliseconds(0));
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const ServerOptions& options, ServerParts parts) {
    QY_ASSERT(options.workers > 0 && options.io_threads > 0);
    QY_CHECK(check(options));
    QY_TRY(trusted, Networks::parse(options.trusted_proxies));
    std::unique_ptr<TlsContext> tls;
    if (options.https) {
        QY_TRY(loaded, TlsContext::load(*options.certificate));
        tls = std::move(loaded);
    }
    auto core = std::make_unique<Core>(options, std::move(parts), std::move(trusted), std::move(tls));
    QY_CHECK(core->listen(options));
    QY_CHECK(core->run(options));
    core->metrics.watch("qiongyuan_http_pending_requests", "Requests waiting for a worker",
                        [pool = std::weak_ptr<WorkerPool>(core->workers)] {
                            const auto held = pool.lock();  // the metrics may outlive the server
                            return held ? static_cast<double>(held->pending()) : 0.0;
                        });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(core)));
}

std::optional<std::uint16_t> HttpServer::port_of(Listener listener) const {
    const auto row = std::find_if(core_->ports.begin(), core_->ports.end(),
                                  [&](const auto& port) { return port.first == listener; });
    return row == core_->ports.end() ? std::nullopt : std::optional(row->second);
}

Result<void> HttpServer::reload_certificate() {
    if (!core_->tls) return {};
    return core_->tls->reload();
}

std::size_t HttpServer::connections() const {
    return core_->gate.connections();
}
std::size_t HttpServer::pending_requests() const {
    return core_->workers->pending();
}

void HttpServer::stop(std::chrono::milliseconds grace) {
    if (std::exchange(core_->stopped, true)) return;
    const auto deadline = std::chrono::steady_clock::now() + grace;
    core_->shared.stopping = true;
    std::promise<void> closed;
    core_->loops.front()->loop.post([&] {
        for (const auto& acceptor : core_->acceptors) acceptor->stop();
        closed.set_value();
    });
    closed.get_future().wait();
    if (!core_->admin_path.empty()) ::unlink(core_->admin_path.c_str());
    core_->on_every_loop([](Connection& connection) { connection.wind_down(); });
    if (!core_->gate.wait_until_empty(deadline)) {
        log::warning("http.cut_at_stop", {{"connections", core_->gate.connections()}});
        core_->on_every_loop([](Connection& connection) { connection.cut(); });
        (void)core_->gate.wait_until_empty(std::chrono::steady_clock::time_point::max());
    }
    core_->workers->stop();
    for (auto& loop : core_->loops) loop->loop.stop();
    for (auto& thread : core_->threads) thread.join();
}

}  // namespace qy::transport
