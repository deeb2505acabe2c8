#pragma once
// What happens to every request before and after its handler, as one ordered list of steps. (style: tables; clause 9.1)
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

#include "access_log.h"
#include "base/clock.h"
#include "base/random.h"
#include "transport/address.h"
#include "transport/http_handler.h"
#include "transport/metrics.h"
#include "transport/network_rules.h"
#include "transport/rate_limit.h"
#include "transport/security_log.h"
#include "transport/tls.h"

namespace qy::transport {

/// What the steps use; outlives every exchange.
struct Services {
    HttpHandler& handler;
    const Clock& clock;
    Random& random;
    Metrics& metrics;
    RateLimiter* limiter;   ///< null: no limits
    const TlsContext* tls;  ///< null: no HTTPS
    AccessLog& log;
    Networks trusted;
    NetworkRules rules = {};
    std::vector<std::string> cors_origins = {};  ///< sites whose scripts may call functions
    SecurityLog* security = nullptr;             ///< null: none
    const NetworkGate* gate = nullptr;           ///< null: none
};

/// One request on its way and its reply.
struct Exchange {
    HttpRequest request;
    HttpReply reply;
    Address peer;    ///< the other end of the socket
    Address client;  ///< whom limits count and the log names: behind a trusted proxy not the peer
    std::chrono::steady_clock::time_point started;
    std::uint64_t sent_bytes = 0;
};

/// A step does its part at one or more of three moments; null where it has none.
struct Step {
    std::string_view name;
    /// On the whole header, before the body is read. False: `reply` is a refusal and no later step is asked.
    bool (*before)(Exchange&, const Services&);
    /// On the reply, before it is written.
    void (*on_reply)(Exchange&, const Services&);
    /// When the last byte is written or the connection is lost.
    void (*after)(Exchange&, const Services&);
};

/// The list, in order.
[[nodiscard]] std::span<const Step> steps();

/// Run the list; all on the I/O thread of the connection. admit() returns false when `reply` is a refusal already.
[[nodiscard]] bool admit(Exchange& exchange, const Services& services);
void complete_reply(Exchange& exchange, const Services& services);
void record(Exchange& exchange, const Services& services);

/// Makes `reply` the refusal for `error`: status by http_status.h, JSON of the public error form, Retry-After for 429
/// and 503.
void refuse(Exchange& exchange, const Services& services, const Error& error);

/// For a request that could not even be read: the id that its refusal carries.
void give_request_id(Exchange& exchange, const Services& services);

/// An id from outside is taken over if it has 8–64 characters of [A-Za-z0-9_-].
[[nodiscard]] bool is_request_id(std::string_view text);

}  // namespace qy::transport
