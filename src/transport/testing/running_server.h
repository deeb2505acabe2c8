#pragma once
// A real server on free ports with a handler whose paths do what tests need.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "transport/http_server.h"
#include "transport/testing/raw_client.h"
#include "transport/testing/temporary_folder.h"

namespace qy::transport {

/// A door that tests open by hand.
class Door {
 public:
    void open();
    void wait();
    /// Waits until `count` are waiting; false after thirty seconds.
    bool has_waiting(int count);

 private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

/// A live body that tests feed by hand.
class TestLive final : public LiveBody {
 public:
    void when_news(std::function<void()> tell) override;
    bool take(std::string& chunk) override;
    [[nodiscard]] std::string_view beat() const override {
        ++beats;
        return "beat;";
    }

    void add(std::string_view text);
    void end();
    /// Waits until a connection listens (or no more); false after thirty seconds.
    bool is_heard(bool heard = true);
    [[nodiscard]] bool is_heard_now() const;
    /// What was added and not taken.
    [[nodiscard]] std::size_t waiting() const;
    mutable std::atomic<int> beats = 0;

 private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> tell_;
    std::string waiting_;
    bool ended_ = false;
};

/// Paths: /live goes on with what tests add; /echo answers "METHOD target|body"; /who the listener, address, uid and
/// whether the line was secure; /inline runs on the I/O thread; /blocked waits at the door; /big?N is N bytes;
/// /stream?N is N chunks "chunk I;", /endless never ends, /broken fails after one; /throw throws; /failure is a counted
/// failure; /empty is 204; /id answers the request id.
class TestHandler final : public HttpHandler {
 public:
    bool runs_inline(const HttpRequest& request) const override { return request.path() == "/inline"; }
    HttpReply handle(HttpRequest& request) override;
    bool is_rate_limited(const HttpRequest& request) const override { return request.path() != "/free"; }

    Door door;
    std::shared_ptr<TestLive> live = std::make_shared<TestLive>();
    std::atomic<int> produced = 0;  ///< chunks of all generators
};

class RunningServer {
 public:
    /// All listeners; small time limits where `change` says so.
    explicit RunningServer(const std::function<void(ServerOptions&)>& change = {}, RateLimits rates = {0, 0, 100});
    ~RunningServer();

    [[nodiscard]] RawClient http() const { return RawClient::over_tcp(port(Listener::http)); }
    [[nodiscard]] RawClient https() const { return RawClient::over_tls(port(Listener::https)); }
    [[nodiscard]] std::uint16_t port(Listener listener) const { return server->port_of(listener).value(); }
    /// The access log so far, once it holds `lines` lines; gives up after thirty seconds.
    [[nodiscard]] std::string access_log(int lines);

    TemporaryFolder folder;
    SystemClock clock;
    SystemRandom random;
    Metrics metrics;
    RateLimiter limiter;
    TestHandler handler;
    CertificateFiles certificate;
    std::filesystem::path admin_path = folder.path() / "admin.sock";
    std::unique_ptr<HttpServer> server;

 private:
    std::mutex log_mutex_;
    std::condition_variable log_changed_;
    std::string log_;
};

}  // namespace qy::transport
