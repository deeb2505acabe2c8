#pragma once
// Reading the head of an HTTP/1.1 request, strictly: whatever two readers could understand differently is refused, so
// that no request can be smuggled past a proxy in front of us. (RFC 9112; clause 8)
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "transport/http_message.h"

namespace qy::transport {

struct HeadLimits {
    std::size_t header_bytes_max;  ///< of the whole head
    std::size_t header_fields_max;
    std::size_t target_bytes_max;
};

struct RequestHead {
    std::string method;
    std::string target;  ///< origin form, or "*"
    Headers headers;
    bool keep_alive = false;       ///< the client allows another request on this connection
    bool takes_chunks = false;     ///< HTTP/1.1: the reply may be chunked
    bool chunked = false;          ///< the body comes in chunks
    std::uint64_t body_bytes = 0;  ///< Content-Length; 0 when there is none
    bool expects_continue = false;
};

/// Looks for the end of a head in bytes that come piece by piece; no byte is looked at twice.
class HeadScanner {
 public:
    /// `bytes` is everything received of this request so far. Returns the size of the head with its empty line, or
    /// nothing when more must come. Errors: invalid `http.malformed` (a line not ended by CR LF, a first byte that no
    /// request has, a control character), too_large `http.target_too_long` (first line), `http.header_too_large`.
    Result<std::optional<std::size_t>> scan(std::string_view bytes, const HeadLimits& limits);

 private:
    std::size_t scanned_ = 0;
    std::size_t line_at_ = 0;
};

/// Reads a head as HeadScanner found it.
/// Errors: invalid `http.malformed` (private detail: what), `http.method_not_allowed` (TRACE, CONNECT),
/// `http.expectation_unknown`, `http.coding_unknown` (Transfer-Encoding but "chunked"), `http.version_unknown`;
/// too_large `http.target_too_long`, `http.header_too_large` (number of fields).
Result<RequestHead> parse_head(std::string_view head, const HeadLimits& limits);

}  // namespace qy::transport
