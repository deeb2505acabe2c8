#pragma once
// One connection: reads requests one after another, has each answered, writes the replies, keeps the time limits.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connection_gate.h"
#include "deadline.h"
#include "event_loop.h"
#include "middleware.h"
#include "reply_writer.h"
#include "request_reader.h"
#include "stream.h"
#include "transport/http_server.h"
#include "worker_pool.h"

namespace qy::transport {

class Connection;

/// What all connections share; outlives them.
struct ConnectionShared {
    const HttpLimits limits;
    const Services services;
    WorkerPool& workers;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> buffered_bytes{0};  ///< of request bodies
};

/// What the connections of one event loop share; touched by its thread alone.
struct LoopState {
    EventLoop loop;
    std::vector<std::shared_ptr<Connection>> connections;
    std::vector<char> scratch = std::vector<char>(64U << 10U);  ///< what a read fills before it is looked at
    std::int64_t date_second = -1;
    std::string date;  ///< http_date() of `date_second`
};

/// All functions run on the thread of its loop, but for the two named _on_worker.
class Connection final : public Waiter, public std::enable_shared_from_this<Connection> {
 public:
    struct Origin {
        Listener listener = Listener::https;
        Address peer;
        std::optional<uid_t> uid;
    };

    Connection(ConnectionShared& shared, LoopState& home, std::unique_ptr<Stream> stream, Origin origin,
               ConnectionGate::Ticket ticket);
    ~Connection() override;

    void start();
    void ready(std::uint64_t token, bool ok) override;
    /// Acts when a time limit has passed.
    void check_time(Deadline::TimePoint now);
    /// The server stops: ends at once when no request is under way, else after its reply.
    void wind_down();
    /// Ends now, whatever is under way.
    void cut();

 private:
    enum class State { handshake, reading, handling, writing, live, lingering, closed };
    enum class Next { again, yield, wait_read, wait_write, wait_worker, end };

    void run(Next next);
    Next step();
    Next shake_hands();
    Next read();
    Next fill();
    Next begin_request();
    void take_head(RequestHead& head);
    Next dispatch();
    void handle_on_worker();
    void call_handler();
    void reply_is_ready();
    Next send_reply();
    Next refuse_and_close(const Error& error);
    void produce();
    void produce_on_worker();
    void chunk_is_ready(const Result<bool>& more);
    [[nodiscard]] LiveBody* live() const;
    void begin_live();
    void leave_live();
    void hear_news();
    Next attend();
    Next listen();
    Next beat();
    Next start_writing();
    Next write();
    Next written();
    Next finish_request();
    Next linger();
    void end();

    void time_is_up();
    void set_deadline(std::int64_t milliseconds);
    void start_pace(std::int64_t milliseconds);
    [[nodiscard]] bool reserve(std::size_t bytes);
    [[nodiscard]] std::string_view date();
    [[nodiscard]] const Services& services() const { return shared_.services; }

    ConnectionShared& shared_;
    LoopState& home_;
    const Origin origin_;
    std::optional<ConnectionGate::Ticket> ticket_;
    std::unique_ptr<Stream> stream_;
    std::unique_ptr<EventLoop::Watch> watch_;
    std::size_t place_ = 0;  // in home_.connections
    State state_ = State::handshake;
    std::uint64_t token_ = 0;  // of the one wait that counts; waits given up are stale
    Deadline deadline_;
    std::size_t turn_bytes_ = 0;  // moved since other connections last had their turn

    RequestReader reader_;
    ReplyWriter writer_;
    Exchange exchange_;        // a worker's alone while state_ is handling
    bool in_request_ = false;  // exchange_ is to be recorded
    bool keep_alive_ = false;
    bool takes_chunks_ = false;
    bool interim_ = false;  // what is written is no reply yet: reading goes on after it
    bool more_chunks_ = false;
    std::string chunk_;
    std::size_t reserved_bytes_ = 0;
};

}  // namespace qy::transport
