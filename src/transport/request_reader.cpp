#include "request_reader.h"

#include <algorithm>

namespace qy::transport {
namespace {

constexpr std::size_t kIdleBytesMax = 8U << 10U;     // an idle connection holds no more than this
constexpr std::size_t kBodyReserveMax = 64U << 10U;  // a length that is only announced takes no more than this

}  // namespace

Result<RequestReader::Event> RequestReader::next() {
    switch (stage_) {
        case Stage::head:
            return read_head();
        case Stage::deciding:
            return Event::head;
        case Stage::body:
            return read_body();
        case Stage::complete:
            return Event::complete;
    }
    QY_ASSERT(false && "a Stage outside the enumeration");
}

// One empty line before a request is forgiven (RFC 9112 §2.2): old clients end a body with one.
void RequestReader::skip_empty_line() {
    if (!skipped_line_ && unread().starts_with("\r\n")) {
        skipped_line_ = true;
        consume(2);
    }
}

Result<RequestReader::Event> RequestReader::read_head() {
    skip_empty_line();
    if (!skipped_line_ && unread() == "\r") return Event::need_more;
    QY_TRY(size, scanner_.scan(unread(), limits_));
    if (!size) return Event::need_more;
    QY_TRY(head, parse_head(unread().substr(0, *size), limits_));
    head_ = std::move(head);
    consume(*size);
    stage_ = Stage::deciding;
    return Event::head;
}

Result<void> RequestReader::accept_body(std::size_t body_bytes_max) {
    QY_ASSERT(stage_ == Stage::deciding);
    if (head_.body_bytes > body_bytes_max) return too_large("http.body_too_large");
    chunks_.reset();
    if (head_.chunked) chunks_.emplace(body_bytes_max, limits_.header_bytes_max);
    body_.clear();
    body_.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(head_.body_bytes, kBodyReserveMax)));
    stage_ = Stage::body;
    return {};
}

Result<RequestReader::Event> RequestReader::read_body() {
    bool whole = false;
    if (chunks_) {
        QY_TRY(used, chunks_->feed(unread(), body_));
        consume(used);
        whole = chunks_->done();
    } else {
        const auto piece = unread().substr(0, static_cast<std::size_t>(head_.body_bytes) - body_.size());
        body_.append(piece);
        consume(piece.size());
        whole = body_.size() == head_.body_bytes;
    }
    if (!whole) return Event::need_more;
    stage_ = Stage::complete;
    return Event::complete;
}

void RequestReader::next_request() {
    QY_ASSERT(stage_ == Stage::complete || stage_ == Stage::deciding);
    stage_ = Stage::head;
    scanner_ = HeadScanner();
    skipped_line_ = false;
    body_ = std::string();
}

void RequestReader::consume(std::size_t bytes) {
    at_ += bytes;
    if (at_ < in_.size()) return;
    at_ = 0;
    in_.clear();
    if (in_.capacity() > kIdleBytesMax) in_ = std::string();
}

}  // namespace qy::transport
