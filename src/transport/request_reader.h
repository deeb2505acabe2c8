#pragma once
// Turns the bytes of one connection into requests, one after another; bytes of the next request are kept. No I/O.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "chunk_decoder.h"
#include "request_head.h"

namespace qy::transport {

/// After an error the reader is of no more use: where the next request starts is not known.
class RequestReader {
 public:
    enum class Event {
        need_more,  ///< add() bytes first
        head,       ///< head() is whole; call accept_body() to go on
        complete,   ///< head() and body() are whole; call next_request() to go on
    };
    explicit RequestReader(HeadLimits limits) : limits_(limits) {}

    void add(std::string_view bytes) { in_.append(bytes); }
    /// What has become of the bytes so far. Errors: as HeadScanner, parse_head, ChunkDecoder.
    Result<Event> next();
    /// REQUIRES: next() has just said `head`. Errors: too_large `http.body_too_large` (declared length over the limit).
    Result<void> accept_body(std::size_t body_bytes_max);
    void next_request();

    [[nodiscard]] RequestHead& head() { return head_; }
    [[nodiscard]] std::string& body() { return body_; }
    /// No byte of a request has come yet.
    [[nodiscard]] bool is_idle() const { return stage_ == Stage::head && !has_bytes(); }
    [[nodiscard]] bool is_in_body() const { return stage_ == Stage::body; }
    [[nodiscard]] bool has_bytes() const { return at_ < in_.size(); }
    [[nodiscard]] bool has_body() const { return head_.chunked || head_.body_bytes > 0; }

 private:
    enum class Stage { head, deciding, body, complete };
    Result<Event> read_head();
    Result<Event> read_body();
    void skip_empty_line();
    void consume(std::size_t bytes);
    [[nodiscard]] std::string_view unread() const { return std::string_view(in_).substr(at_); }

    const HeadLimits limits_;
    std::string in_;
    std::size_t at_ = 0;  // of the first unread byte in in_
    Stage stage_ = Stage::head;
    HeadScanner scanner_;
    bool skipped_line_ = false;
    RequestHead head_;
    std::optional<ChunkDecoder> chunks_;
    std::string body_;
};

}  // namespace qy::transport
