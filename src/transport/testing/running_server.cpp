#include "transport/testing/running_server.h"

#include <algorithm>
#include <stdexcept>

namespace qy::transport {
namespace {

constexpr std::chrono::seconds kWait{30};

std::size_t number_of(const HttpRequest& request) {
    return std::stoul(std::string(request.query()));
}

BodyGenerator chunks(std::size_t count, std::atomic<int>& produced) {
    return [count, &produced, made = std::size_t{0}](std::string& chunk) mutable -> Result<bool> {
        ++produced;
        chunk = "chunk " + std::to_string(++made) + ";";
        return made < count;
    };
}

BodyGenerator endless(std::atomic<int>& produced) {
    return [&produced](std::string& chunk) -> Result<bool> {
        ++produced;
        chunk.assign(64 * 1024, 'x');
        return true;
    };
}

BodyGenerator broken() {
    return [first = true](std::string& chunk) mutable -> Result<bool> {
        if (!std::exchange(first, false)) return unavailable("http.busy");
        chunk = "first";
        return true;
    };
}

std::string who(const HttpRequest& request) {
    return std::string(to_string(request.listener)) + "|" + request.remote_address + "|" +
           (request.peer_uid ? std::to_string(*request.peer_uid) : "-") + "|" + (request.secure ? "secure" : "open");
}

}  // namespace

void Door::open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
}

void Door::wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --waiting_;
}

bool Door::has_waiting(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kWait, [&] { return waiting_ >= count; });
}

void TestLive::when_news(std::function<void()> tell) {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
    changed_.notify_all();
}

bool TestLive::take(std::string& chunk) {
    const std::lock_guard lock(mutex_);
    chunk.append(std::exchange(waiting_, {}));
    return !ended_;
}

void TestLive::add(std::string_view text) {
    const std::lock_guard lock(mutex_);
    waiting_.append(text);
    if (tell_) tell_();
}

void TestLive::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    if (tell_) tell_();
}

bool TestLive::is_heard(bool heard) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kWait, [&] { return static_cast<bool>(tell_) == heard; });
}

bool TestLive::is_heard_now() const {
    const std::lock_guard lock(mutex_);
    return static_cast<bool>(tell_);
}

std::size_t TestLive::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

HttpReply TestHandler::handle(HttpRequest& request) {
    const auto path = request.path();
    HttpReply reply = make_reply(200, "text/plain", "");
    reply.route = "test" + std::string(path.substr(0, 8));
    std::replace(reply.route.begin(), reply.route.end(), '/', '.');
    if (path == "/blocked") door.wait();
    if (path == "/throw") throw std::runtime_error("thrown by a test");
    if (path == "/big") {
        reply.body = std::make_shared<const std::string>(number_of(request), 'x');
    } else if (path == "/live") {
        reply.body = SharedLive(live);
    } else if (path == "/stream") {
        reply.body = chunks(number_of(request), produced);
    } else if (path == "/endless") {
        reply.body = endless(produced);
    } else if (path == "/broken") {
        reply.body = broken();
    } else if (path == "/who") {
        reply.body = who(request);
    } else if (path == "/id") {
        reply.body = request.request_id;
    } else {
        reply.body = request.method + " " + request.target + "|" + request.body;
    }
    if (path == "/empty") reply.status = 204;
    reply.failure = path == "/failure";
    return reply;
}

RunningServer::RunningServer(const std::function<void(ServerOptions&)>& change, RateLimits rates)
    : limiter(clock, rates),
      certificate(ensure_development_certificate(folder.path() / "tls", "h", clock, random).value()) {
    ServerOptions options;
    options.https = on_loopback(0);
    options.http = on_loopback(0);
    options.ops = on_loopback(0);
    options.admin_path = admin_path;
    options.certificate = certificate;
    options.workers = 2;
    if (change) change(options);
    auto started =
        HttpServer::start(options, {handler, clock, random, metrics, &limiter, [this](std::string_view lines) {
                                        const std::lock_guard lock(log_mutex_);
                                        log_ += lines;
                                        log_changed_.notify_all();
                                    }});
    QY_ASSERT(started.ok());
    server = std::move(started).value();
}

RunningServer::~RunningServer() {
    handler.door.open();
    server.reset();
}

std::string RunningServer::access_log(int lines) {
    std::unique_lock lock(log_mutex_);
    log_changed_.wait_for(lock, kWait, [&] { return std::count(log_.begin(), log_.end(), '\n') >= lines; });
    return log_;
}

}  // namespace qy::transport
