// How connections end: their time is over, the server stops, the client has gone.
#include <utility>

#include "connection.h"

namespace qy::transport {

void Connection::check_time(Deadline::TimePoint now) {
    if (!deadline_.has_passed(now)) return;
    ++token_;  // the wait that is open is given up
    time_is_up();
}

void Connection::time_is_up() {
    if (state_ == State::live) return run(beat());
    const bool reading = state_ == State::reading && !reader_.is_idle();
    services().metrics.count_refused_connection(reader_.is_idle() && state_ == State::reading ? "idle" : "timeout");
    run(reading ? refuse_and_close(invalid("http.timeout")) : Next::end);
}

void Connection::wind_down() {
    if (state_ == State::live) return hear_news();
    if (state_ != State::reading || !reader_.is_idle()) return;
    // A request that has arrived already is still answered.
    ++token_;
    turn_bytes_ = 0;
    const auto next = fill();
    run(next == Next::again ? next : Next::end);
}

void Connection::cut() {
    if (state_ != State::closed) end();
}

void Connection::end() {
    const auto self = shared_from_this();
    // While a worker has the exchange it is recorded when the worker gives it back.
    if (in_request_ && state_ != State::handling) record(exchange_, services());
    in_request_ = false;
    if (state_ != State::handling) leave_live();
    if (state_ == State::reading || state_ == State::writing || state_ == State::live) stream_->finish();
    state_ = State::closed;
    ++token_;
    services().metrics.add_connections(origin_.listener, -1);
    watch_.reset();
    stream_.reset();
    home_.connections[place_] = home_.connections.back();
    home_.connections[place_]->place_ = place_;
    home_.connections.pop_back();
    ticket_.reset();
}

}  // namespace qy::transport
