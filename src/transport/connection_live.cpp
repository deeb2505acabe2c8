// Replies that go on: written when their maker has news, alive while it has none, ended with the server. (clause 6.2.1)
#include "connection.h"

namespace qy::transport {

LiveBody* Connection::live() const {
    const auto* const body = std::get_if<SharedLive>(&exchange_.reply.body);
    return body == nullptr ? nullptr : body->get();
}

void Connection::begin_live() {
    // A body may outlive its connection; leave_live() comes before the loop goes.
    live()->when_news([weak = weak_from_this(), &loop = home_.loop] {
        if (const auto self = weak.lock()) loop.post([self] { self->hear_news(); });
    });
}

void Connection::leave_live() {
    if (live() == nullptr) return;
    live()->when_news({});
    exchange_.reply.body = std::string();
}

void Connection::hear_news() {
    if (state_ != State::live) return;  // what is being written now is followed by a look for more
    ++token_;
    run(attend());
}

// Writes what there is; else waits for news, for the end of the client, or until it is time for a beat.
Connection::Next Connection::attend() {
    state_ = State::live;
    chunk_.clear();
    more_chunks_ = live()->take(chunk_) && !shared_.stopping;
    if (shared_.stopping) keep_alive_ = false;
    if (chunk_.empty() && more_chunks_) {
        set_deadline(shared_.limits.live_beat_ms);
        return Next::wait_read;
    }
    writer_.add_chunk(chunk_, !more_chunks_);
    return start_writing();
}

// A client that sends something while its reply goes on will not be understood: nothing of it is kept.
Connection::Next Connection::listen() {
    return stream_->read(home_.scratch).flow == Flow::wait_read ? attend() : Next::end;
}

Connection::Next Connection::beat() {
    writer_.add_chunk(live()->beat(), false);
    return start_writing();
}

}  // namespace qy::transport
