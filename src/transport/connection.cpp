#include "connection.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/log.h"
#include "reply_head.h"

namespace qy::transport {
namespace {

constexpr std::size_t kTurnBytesMax = 1U << 20U;  // then the other connections of the loop have their turn

HeadLimits head_limits(const HttpLimits& limits) {
    return {limits.header_bytes_max, limits.header_fields_max, limits.target_bytes_max};
}

}  // namespace

Connection::Connection(ConnectionShared& shared, LoopState& home, std::unique_ptr<Stream> stream, Origin origin,
                       ConnectionGate::Ticket ticket)
    : shared_(shared),
      home_(home),
      origin_(origin),
      ticket_(std::move(ticket)),
      stream_(std::move(stream)),
      deadline_(shared.limits.least_bytes_per_second),
      reader_(head_limits(shared.limits)) {}

Connection::~Connection() {
    shared_.buffered_bytes -= reserved_bytes_;
}

void Connection::start() {
    if (shared_.stopping) return;
    watch_ = home_.loop.watch(stream_->socket());
    if (!watch_) return;
    place_ = home_.connections.size();
    home_.connections.push_back(shared_from_this());
    services().metrics.add_connections(origin_.listener, 1);
    set_deadline(shared_.limits.header_timeout_ms);
    run(Next::again);
}

void Connection::ready(std::uint64_t token, bool ok) {
    if (token != token_ || state_ == State::closed) return;
    run(ok ? Next::again : Next::end);
}

void Connection::run(Next next) {
    turn_bytes_ = 0;
    while (next == Next::again) next = step();
    const auto self = shared_from_this();
    switch (next) {
        case Next::again:
            QY_ASSERT(false && "the loop above ends otherwise");
        case Next::yield:
            home_.loop.post([self, token = ++token_] { self->ready(token, true); });
            return;
        case Next::wait_read:
            watch_->wait_readable(self, ++token_);
            return;
        case Next::wait_write:
            watch_->wait_writable(self, ++token_);
            return;
        case Next::wait_worker:
            ++token_;
            return;
        case Next::end:
            end();
            return;
    }
}

Connection::Next Connection::step() {
    switch (state_) {
        case State::handshake:
            return shake_hands();
        case State::reading:
            return read();
        case State::writing:
            return write();
        case State::live:
            return listen();
        case State::lingering:
            return linger();
        case State::handling:
        case State::closed:
            break;
    }
    QY_ASSERT(false && "nothing to do in this state");
}

Connection::Next Connection::shake_hands() {
    switch (stream_->handshake()) {
        case Flow::done:
            state_ = State::reading;
            return Next::again;
        case Flow::wait_read:
            return Next::wait_read;
        case Flow::wait_write:
            return Next::wait_write;
        case Flow::closed:
        case Flow::failed:
            break;
    }
    services().metrics.count_refused_connection("handshake");
    return Next::end;
}

Connection::Next Connection::read() {
    const auto event = reader_.next();
    if (!event.ok()) return refuse_and_close(event.error());
    if (*event == RequestReader::Event::head) return begin_request();
    if (!reserve(reader_.body().size())) return refuse_and_close(busy("http.busy"));
    return *event == RequestReader::Event::complete ? dispatch() : fill();
}

Connection::Next Connection::fill() {
    if (turn_bytes_ > kTurnBytesMax) return Next::yield;
    const bool was_idle = reader_.is_idle();
    const auto moved = stream_->read(home_.scratch);
    if (moved.flow == Flow::wait_read) return Next::wait_read;
    if (moved.flow == Flow::wait_write) return Next::wait_write;
    if (moved.flow != Flow::done) return Next::end;
    reader_.add({home_.scratch.data(), moved.bytes});
    turn_bytes_ += moved.bytes;
    if (was_idle) set_deadline(shared_.limits.header_timeout_ms);
    if (reader_.is_in_body()) deadline_.moved(moved.bytes);
    return Next::again;
}

void Connection::take_head(RequestHead& head) {
    exchange_ = Exchange{};
    exchange_.started = std::chrono::steady_clock::now();
    exchange_.peer = origin_.peer;
    exchange_.client = origin_.peer;
    HttpRequest& request = exchange_.request;
    request.method = std::move(head.method);
    request.target = std::move(head.target);
    request.headers = std::move(head.headers);
    request.listener = origin_.listener;
    request.peer_uid = origin_.uid;
    request.received_at = services().clock.now();
    in_request_ = true;
    keep_alive_ = head.keep_alive;
    takes_chunks_ = head.takes_chunks;
}

Connection::Next Connection::begin_request() {
    RequestHead& head = reader_.head();
    take_head(head);
    if (!admit(exchange_, services())) {
        if (reader_.has_body()) keep_alive_ = false;  // its bytes are on their way and belong to no request
        if (keep_alive_) reader_.next_request();
        return send_reply();
    }
    const bool admin = origin_.listener == Listener::admin;
    auto accepted = reader_.accept_body(admin ? shared_.limits.admin_body_bytes_max : shared_.limits.body_bytes_max);
    if (!accepted.ok()) return refuse_and_close(accepted.error());
    if (!reader_.has_body()) return Next::again;
    start_pace(shared_.limits.body_timeout_ms);
    if (!head.expects_continue || reader_.has_bytes()) return Next::again;
    interim_ = true;
    writer_.start_interim();
    state_ = State::writing;
    return Next::again;
}

Connection::Next Connection::dispatch() {
    exchange_.request.body = std::move(reader_.body());
    reader_.next_request();
    deadline_.clear();
    if (services().handler.runs_inline(exchange_.request)) {
        call_handler();
        return send_reply();
    }
    state_ = State::handling;
    const auto self = shared_from_this();
    if (shared_.workers.try_run([self] { self->handle_on_worker(); })) return Next::wait_worker;
    refuse(exchange_, services(), busy("http.busy"));
    return send_reply();
}

void Connection::handle_on_worker() {
    call_handler();
    home_.loop.post([self = shared_from_this()] { self->reply_is_ready(); });
}

void Connection::call_handler() {
    try {
        exchange_.reply = services().handler.handle(exchange_.request);
        if (exchange_.reply.route.empty()) exchange_.reply.route = "unnamed";
        if (exchange_.reply.status >= 200 && exchange_.reply.status <= 599) return;
        log::error("http.bad_status", {{"route", exchange_.reply.route}, {"status", exchange_.reply.status}});
    } catch (const std::exception& thrown) {
        log::error("http.handler_threw", {{"request_id", exchange_.request.request_id}, {"what", thrown.what()}});
    } catch (...) {
        log::error("http.handler_threw", {{"request_id", exchange_.request.request_id}});
    }
    refuse(exchange_, services(), internal("http.failed"));
}

void Connection::reply_is_ready() {
    if (state_ == State::closed) {
        record(exchange_, services());
        return;
    }
    run(send_reply());
}

Connection::Next Connection::send_reply() {
    exchange_.request.body = std::string();
    (void)reserve(0);
    complete_reply(exchange_, services());
    const ReplyTerms terms{.head_only = exchange_.request.method == "HEAD",
                           .takes_chunks = takes_chunks_,
                           .keep_alive = keep_alive_ && !shared_.stopping,
                           .date = date()};
    keep_alive_ = terms.keep_alive && !ends_with_connection(exchange_.reply, terms);
    more_chunks_ = writer_.start(exchange_.reply, terms);
    if (live() != nullptr && more_chunks_) begin_live();
    return start_writing();
}

Connection::Next Connection::refuse_and_close(const Error& error) {
    if (!in_request_) {
        RequestHead unread;
        take_head(unread);
        takes_chunks_ = true;
    }
    give_request_id(exchange_, services());
    log::debug("http.refused",
               {{"request_id", exchange_.request.request_id}, {"code", error.code}, {"why", error.detail.text}});
    refuse(exchange_, services(), error);
    keep_alive_ = false;
    return send_reply();
}

Connection::Next Connection::start_writing() {
    state_ = State::writing;
    start_pace(shared_.limits.write_timeout_ms);
    return Next::again;
}

Connection::Next Connection::write() {
    while (!writer_.done()) {
        if (turn_bytes_ > kTurnBytesMax) return Next::yield;
        const auto moved = stream_->write(writer_.left());
        if (moved.flow == Flow::wait_write) return Next::wait_write;
        if (moved.flow == Flow::wait_read) return Next::wait_read;
        if (moved.flow != Flow::done) return Next::end;
        writer_.wrote(moved.bytes);
        exchange_.sent_bytes += moved.bytes;
        turn_bytes_ += moved.bytes;
        deadline_.moved(moved.bytes);
    }
    return written();
}

Connection::Next Connection::written() {
    if (std::exchange(interim_, false)) {
        state_ = State::reading;
        start_pace(shared_.limits.body_timeout_ms);
        return Next::again;
    }
    if (!more_chunks_) return finish_request();
    if (live() != nullptr) return attend();
    produce();
    return Next::wait_worker;
}

void Connection::produce() {
    state_ = State::handling;
    deadline_.clear();
    // Past the bound of the queue: this reply has begun, and each connection has one such task at most.
    (void)shared_.workers.run([self = shared_from_this()] { self->produce_on_worker(); });
}

void Connection::produce_on_worker() {
    chunk_.clear();
    Result<bool> more = internal("http.failed");
    try {
        more = std::get<BodyGenerator>(exchange_.reply.body)(chunk_);
    } catch (const std::exception& thrown) {
        log::error("http.generator_threw", {{"request_id", exchange_.request.request_id}, {"what", thrown.what()}});
    }
    home_.loop.post([self = shared_from_this(), more = std::move(more)] { self->chunk_is_ready(more); });
}

void Connection::chunk_is_ready(const Result<bool>& more) {
    if (state_ == State::closed) {
        record(exchange_, services());
        return;
    }
    if (!more.ok()) {
        log::warning("http.body_cut", {{"request_id", exchange_.request.request_id}, {"code", more.error().code}});
        state_ = State::writing;  // end() records what was sent
        run(Next::end);
        return;
    }
    more_chunks_ = *more;
    writer_.add_chunk(chunk_, !more_chunks_);
    run(start_writing());
}

Connection::Next Connection::finish_request() {
    record(exchange_, services());
    in_request_ = false;
    leave_live();
    exchange_ = Exchange{};
    writer_.release();
    chunk_ = std::string();
    if (!keep_alive_) {
        stream_->finish();
        state_ = State::lingering;
        set_deadline(shared_.limits.linger_ms);
        return Next::again;
    }
    state_ = State::reading;
    if (!reader_.is_idle()) {
        set_deadline(shared_.limits.header_timeout_ms);
        return Next::yield;
    }
    set_deadline(shared_.limits.idle_timeout_ms);
    return stream_->has_buffered() ? Next::again : Next::wait_read;
}

// Closing while bytes of the client are unread would reset the connection, and the client might never see our reply.
Connection::Next Connection::linger() {
    while (turn_bytes_ <= kTurnBytesMax) {
        const auto moved = stream_->drain();
        if (moved.flow == Flow::wait_read) return Next::wait_read;
        if (moved.flow != Flow::done) return Next::end;
        turn_bytes_ += moved.bytes;
    }
    return Next::yield;
}

void Connection::set_deadline(std::int64_t milliseconds) {
    deadline_.set(std::chrono::steady_clock::now(), milliseconds);
}

void Connection::start_pace(std::int64_t milliseconds) {
    deadline_.start_pace(std::chrono::steady_clock::now(), milliseconds);
}

bool Connection::reserve(std::size_t bytes) {
    const std::size_t total = shared_.buffered_bytes += bytes - reserved_bytes_;  // wraps round when it shrinks
    const bool more = bytes > reserved_bytes_;
    reserved_bytes_ = bytes;
    return !more || total <= shared_.limits.buffered_bytes_max;
}

std::string_view Connection::date() {
    const Time now = services().clock.now();
    if (now.seconds() != home_.date_second) {
        home_.date_second = now.seconds();
        home_.date = http_date(now);
    }
    return home_.date;
}

}  // namespace qy::transport
