#pragma once
// Messages to a syslog collector: RFC 5424 over UDP (RFC 5426), TCP (RFC 6587, octet counting) or a Unix socket.
// (clause 9.3.2; GB/T 22239 8.1.4.3 c: a copy off the machine)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace qy::transport {

struct SyslogMessage {
    Time at;
    int severity = 6;           ///< 0 emergency … 7 debug
    std::string_view id;        ///< MSGID, printable ASCII without spaces, at most 32
    std::int64_t sequence = 0;  ///< the collector sees a gap: [meta sequenceId="…"]
    std::string_view text;
};

/// Where and as whom messages go.
struct SyslogSource {
    std::string host = "-";
    std::string process = "-";
};

/// One message as RFC 5424 §6, facility 13 (log audit), at most limits::syslog_message_bytes_max bytes: longer texts
/// are cut. sequenceId counts from 1 to 2147483647 and then again from 1.
[[nodiscard]] std::string syslog_text(const SyslogMessage& message, const SyslogSource& source);

/// One collector. Not for two threads at once.
class SyslogSender {
 public:
    /// "udp://host:port", "tcp://host:port" ([…] around IPv6) or "unix:/path". Errors: invalid `syslog.target` {text}.
    static Result<std::unique_ptr<SyslogSender>> make(const std::string& target);
    virtual ~SyslogSender() = default;
    /// Connects when there is no connection and sends; waits five seconds at most. TCP: handed to the system, so what
    /// a broken connection held may be lost and is seen by its sequence. Errors: unavailable `syslog.unreachable`.
    virtual Result<void> send(std::string_view message) = 0;
};

}  // namespace qy::transport
