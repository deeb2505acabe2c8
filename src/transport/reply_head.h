#pragma once
// Writing the head of a reply as bytes. (RFC 9112 §4, §6)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "transport/http_message.h"

namespace qy::transport {

/// How the body follows the head.
struct ReplyFraming {
    std::optional<std::uint64_t> body_bytes;  ///< Content-Length; nothing for chunks or "until the end"
    bool chunked = false;
    bool keep_alive = true;
    std::string_view date;  ///< as http_date()
};

/// False for statuses that never have a body (1xx, 204, 304).
[[nodiscard]] bool status_has_body(int status);

/// Appends status line, fields and the empty line. Fields that transport itself writes, and fields that would break
/// the line (a line end in a value), are left out.
void append_reply_head(std::string& out, const HttpReply& reply, const ReplyFraming& framing);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
[[nodiscard]] std::string http_date(Time time);

}  // namespace qy::transport
