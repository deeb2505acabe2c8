#pragma once
// What a server calls for each request: the one port through which presentation is reached.
#include <optional>

#include "base/error.h"
#include "transport/http_message.h"
#include "transport/network_rules.h"

namespace qy::transport {

/// Everything is called from several threads at once. An exception that escapes becomes 500 and a line in the log.
class HttpHandler {
 public:
    virtual ~HttpHandler() = default;

    /// True when handle() only touches memory, so that it may run on the I/O thread. Must not block.
    [[nodiscard]] virtual bool runs_inline(const HttpRequest& request) const = 0;

    /// True when the limits per client address hold for this request. Asked on the I/O thread before the body is read
    /// (`body` is empty), for https and http alone. Must not block.
    [[nodiscard]] virtual bool is_rate_limited(const HttpRequest& /*request*/) const { return true; }

    /// Whom this request is for: decides from where it may come and which limit per address holds. Asked on the I/O
    /// thread before the body is read. Must not block.
    [[nodiscard]] virtual NetworkClass network_class(const HttpRequest& request) const {
        return request.listener == Listener::ops ? NetworkClass::operations : NetworkClass::open_public;
    }

    /// Answers one request; runs on a worker thread unless runs_inline. May take what it likes out of `request`.
    virtual HttpReply handle(HttpRequest& request) = 0;

    /// How a refusal that transport decided looks to this client (a page for browsers, say): 413, 429 and 503 alone,
    /// the body unread. Nothing: transport writes JSON `{"code","message","request_id"}`. The status and Retry-After
    /// are transport's in any case. Called on the I/O thread; must not block.
    [[nodiscard]] virtual std::optional<HttpReply> refusal(const HttpRequest& /*request*/,
                                                           const Error& /*error*/) const {
        return std::nullopt;
    }
};

}  // namespace qy::transport
