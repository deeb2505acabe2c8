// Clients whose waiting is what is measured, and clients that are only in the way.
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "measure.h"
#include "tasks.h"
#include "tls_client.h"

namespace qy::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kConnectionsPerAddress = 900;  // the server allows one address a thousand
constexpr int kFirstSource = 2;                       // 127.0.0.2 …; 127.0.0.1 is left to those who are measured
constexpr std::int64_t kHoldSecondsMax = 240;
constexpr std::size_t kThreads = 4;
constexpr std::int64_t kRefusedMax = 100;  // of one thread; then it gives up

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// A client that sends its request's body 100 bytes at a time, ten times a second: slow, but not slow enough to be cut
/// off.
class SlowClient {
 public:
    static constexpr std::size_t kPieceBytes = 100;
    static constexpr std::size_t kBodyBytes = 12'000;

    explicit SlowClient(TlsClient client) : client_(std::move(client)) {}
    /// False when the server has ended the connection.
    bool tick() {
        if (sent_ == 0) {
            const std::string body(kBodyBytes, ' ');
            auto text = request_text("/api/v1/trace.query", body);
            text.resize(text.size() - kBodyBytes);
            if (!client_.send(text).ok()) return false;
        }
        if (sent_ < kBodyBytes) {
            sent_ += kPieceBytes;
            return client_.send(std::string(kPieceBytes, ' ')).ok();
        }
        if (!client_.has_answer()) return client_.is_open();
        sent_ = 0;
        return client_.receive().ok();
    }

 private:
    TlsClient client_;
    std::size_t sent_ = 0;
};

/// A client that has asked once and keeps the connection, as browsers do; it asks again before the server gives it up.
class IdleClient {
 public:
    static constexpr auto kAsksAfter = std::chrono::seconds(25);  // the server waits a minute

    explicit IdleClient(TlsClient client) : client_(std::move(client)) {}
    /// False when the server has ended the connection.
    bool ask() {
        asked_ = steady_clock::now();
        return client_.send(request_text("/robots.txt", "")).ok() && client_.receive().ok();
    }
    [[nodiscard]] bool is_due() const { return steady_clock::now() - asked_ > kAsksAfter; }
    [[nodiscard]] bool is_open() const { return client_.is_open(); }

 private:
    TlsClient client_;
    steady_clock::time_point asked_;
};

struct Held {
    std::vector<IdleClient> idle;
    std::vector<SlowClient> slow;
};

/// Those idle clients whose number leaves `part` when divided by the number of threads. A handshake waits more than it
/// works, so that a few run side by side.
std::vector<IdleClient> idle_part(const TlsContext& context, std::uint16_t port, std::int64_t part,
                                  std::int64_t count) {
    std::vector<IdleClient> clients;
    std::int64_t refused = 0;
    for (std::int64_t i = part; i < count && refused < kRefusedMax; i += static_cast<std::int64_t>(kThreads)) {
        auto client = TlsClient::connect(context, port, kFirstSource + static_cast<int>(i / kConnectionsPerAddress));
        if (client.ok()) clients.emplace_back(*std::move(client));
        if (!client.ok() || !clients.back().ask()) ++refused;
        for (auto& early : clients) {
            if (early.is_due()) early.ask();
        }
    }
    return clients;
}

void add_idle(Held& held, const TlsContext& context, std::uint16_t port, std::int64_t count) {
    std::vector<std::vector<IdleClient>> parts(kThreads);
    std::vector<std::thread> threads;
    for (std::size_t part = 0; part < kThreads; ++part) {
        threads.emplace_back(
            [&, part] { parts[part] = idle_part(context, port, static_cast<std::int64_t>(part), count); });
    }
    for (auto& thread : threads) thread.join();
    for (auto& part : parts) std::move(part.begin(), part.end(), std::back_inserter(held.idle));
}

void add_slow(Held& held, const TlsContext& context, std::uint16_t port, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        auto client = TlsClient::connect(context, port, kFirstSource + 100);
        if (client.ok()) held.slow.emplace_back(*std::move(client));
    }
}

bool input_has_ended() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    char byte = 0;
    return ::poll(&input, 1, 0) > 0 && ::read(STDIN_FILENO, &byte, 1) <= 0;
}

std::int64_t still_open(const std::vector<IdleClient>& clients) {
    std::int64_t open = 0;
    for (const auto& client : clients) open += client.is_open() ? 1 : 0;
    return open;
}

}  // namespace

Result<JsonObject> probe(const Arguments& arguments) {
    const TlsContext context;
    const auto port = static_cast<std::uint16_t>(arguments.number("port", 0));
    QY_TRY(client, TlsClient::connect(context, port));
    const auto codes = lines_of(arguments.text("codes"));
    if (codes.empty()) return not_found("bench.no_codes");
    const auto count = arguments.number("count", 500);
    const auto pause = std::chrono::microseconds(1'000'000 / arguments.number("per_second", 100));
    Series series;
    auto next = steady_clock::now();
    for (std::int64_t n = 0; n < count; ++n) {
        std::this_thread::sleep_until(next);
        next += pause;
        const auto& code = codes[static_cast<std::size_t>(n * 7'919) % codes.size()];
        const auto begin = Moment::now();
        QY_CHECK(client.send(request_text("/api/v1/trace.query", "{\"code\":\"" + code + "\"}")));
        QY_TRY(status, client.receive());
        series.add(begin, Moment::now());
        if (status != 200) return internal("bench.status").because(std::to_string(status));
    }
    return JsonObject{{"took", series.json()}};
}

Result<JsonObject> hold(const Arguments& arguments) {
    const TlsContext context;
    const auto port = static_cast<std::uint16_t>(arguments.number("port", 0));
    Held held;
    const auto begin = Moment::now();
    add_idle(held, context, port, arguments.number("idle", 10'000));
    add_slow(held, context, port, arguments.number("slow", 200));
    const auto seconds = static_cast<double>(Moment::now().wall_ns - begin.wall_ns) / 1e9;
    const JsonObject ready{{"idle", held.idle.size()}, {"slow", held.slow.size()}, {"seconds", seconds}};
    std::printf("%s\n", to_text(ready).c_str());
    std::fflush(stdout);
    const auto end = steady_clock::now() + std::chrono::seconds(kHoldSecondsMax);
    std::int64_t cut = 0;
    while (!input_has_ended() && steady_clock::now() < end) {
        cut += static_cast<std::int64_t>(std::erase_if(held.slow, [](SlowClient& client) { return !client.tick(); }));
        for (auto& client : held.idle) {
            if (client.is_due()) client.ask();
        }
        std::this_thread::sleep_for(milliseconds(100));
    }
    return JsonObject{{"idle", still_open(held.idle)}, {"slow", held.slow.size()}, {"cut", cut}};
}

}  // namespace qy::bench
