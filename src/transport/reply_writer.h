#pragma once
// The bytes of a reply, piece by piece, in the order they go out. No I/O.
#include <cstddef>
#include <string>
#include <string_view>

#include "transport/http_message.h"

namespace qy::transport {

/// What the request means for the reply.
struct ReplyTerms {
    bool head_only = false;    ///< HEAD
    bool takes_chunks = true;  ///< HTTP/1.1
    bool keep_alive = true;
    std::string_view date;  ///< as http_date()
};

class ReplyWriter {
 public:
    /// Prepares head and body; small bodies go out in one piece with the head. `reply` must stay as it is until done()
    /// (a large body is written from where it lies). Returns whether pieces of its generator follow: add_chunk().
    bool start(const HttpReply& reply, const ReplyTerms& terms);
    /// The next piece of a generator's body, framed. REQUIRES: done().
    void add_chunk(std::string_view chunk, bool last);
    /// "100 Continue". REQUIRES: done().
    void start_interim();

    /// What is to be written now; "" when done.
    [[nodiscard]] std::string_view left() const { return left_; }
    void wrote(std::size_t bytes);
    [[nodiscard]] bool done() const { return left_.empty(); }
    /// Gives large buffers back. REQUIRES: done().
    void release();

 private:
    std::string out_;
    std::string_view left_;    // in out_, then in the reply's body
    std::string_view behind_;  // the reply's body while out_ goes out
    bool framed_ = true;       // chunks carry their size
};

/// Whether the connection may stay open after this reply: without chunks, a generated body ends with the connection.
[[nodiscard]] bool ends_with_connection(const HttpReply& reply, const ReplyTerms& terms);

}  // namespace qy::transport
