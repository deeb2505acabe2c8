#include "event_loop.h"

#include <pthread.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <vector>

namespace qy::transport {
namespace {

namespace asio = boost::asio;

class SocketWatch final : public EventLoop::Watch {
 public:
    explicit SocketWatch(asio::posix::stream_descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    // Gives the socket back instead of closing it; waits that are open end with ready(false).
    ~SocketWatch() override { descriptor_.release(); }
    SocketWatch(const SocketWatch&) = delete;
    SocketWatch& operator=(const SocketWatch&) = delete;

    void wait_readable(std::shared_ptr<Waiter> waiter, std::uint64_t token) override {
        wait(asio::posix::stream_descriptor::wait_read, std::move(waiter), token);
    }
    void wait_writable(std::shared_ptr<Waiter> waiter, std::uint64_t token) override {
        wait(asio::posix::stream_descriptor::wait_write, std::move(waiter), token);
    }

 private:
    void wait(asio::posix::stream_descriptor::wait_type what, std::shared_ptr<Waiter> waiter, std::uint64_t token) {
        descriptor_.async_wait(what, [waiter = std::move(waiter), token](const boost::system::error_code& failed) {
            waiter->ready(token, !failed);
        });
    }

    asio::posix::stream_descriptor descriptor_;
};

}  // namespace

struct EventLoop::Engine {
    // The hint says that one thread runs it; posting from others stays allowed.
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    struct Repeated {
        Repeated(asio::io_context& on, std::chrono::milliseconds every, std::function<void()> what)
            : timer(on), period(every), task(std::move(what)) {}
        asio::steady_timer timer;
        std::chrono::milliseconds period;
        std::function<void()> task;

        void arm() {
            timer.expires_after(period);
            timer.async_wait([this](const boost::system::error_code& failed) {
                if (failed) return;
                task();
                arm();
            });
        }
    };
    std::vector<std::unique_ptr<Repeated>> repeated;
};

EventLoop::EventLoop() : engine_(std::make_unique<Engine>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
    // OpenSSL writes with write(2), which would end the process when a client has gone.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    engine_->context.run();
}

void EventLoop::stop() {
    engine_->context.stop();
}

void EventLoop::post(std::function<void()> task) {
    asio::post(engine_->context, std::move(task));
}

void EventLoop::every(std::chrono::milliseconds period, std::function<void()> task) {
    auto& repeated = engine_->repeated;
    repeated.push_back(std::make_unique<Engine::Repeated>(engine_->context, period, std::move(task)));
    repeated.back()->arm();
}

std::unique_ptr<EventLoop::Watch> EventLoop::watch(int socket) {
    asio::posix::stream_descriptor descriptor(engine_->context);
    boost::system::error_code failed;
    descriptor.assign(socket, failed);
    if (failed) return nullptr;
    return std::make_unique<SocketWatch>(std::move(descriptor));
}

}  // namespace qy::transport
