#pragma once
// Takes the chunked coding off a request body (RFC 9112 §7.1), strictly; extensions and trailers are read and dropped.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy::transport {

class ChunkDecoder {
 public:
    ChunkDecoder(std::size_t body_bytes_max, std::size_t trailer_bytes_max)
        : body_bytes_max_(body_bytes_max), trailer_bytes_max_(trailer_bytes_max) {}

    /// Reads from `bytes` and appends content to `body`. Returns how many bytes belong to this body: fewer than given
    /// only when done(). Errors: invalid `http.malformed`; too_large `http.body_too_large`, `http.header_too_large`
    /// (trailers).
    Result<std::size_t> feed(std::string_view bytes, std::string& body);
    [[nodiscard]] bool done() const { return state_ == State::done; }

 private:
    enum class State { size, data, data_end, trailer, done };
    Result<void> take_line(std::string_view line);
    Result<void> take_size(std::string_view line);
    Result<void> take_trailer(std::string_view line);
    /// Moves bytes of one line into line_; returns how many. line_ is complete when it ends with "\n".
    Result<std::size_t> gather_line(std::string_view bytes);

    const std::size_t body_bytes_max_;
    const std::size_t trailer_bytes_max_;
    State state_ = State::size;
    std::uint64_t left_ = 0;  // of the data of this chunk
    std::size_t decoded_ = 0;
    std::size_t trailer_bytes_ = 0;
    std::string line_;
};

}  // namespace qy::transport
