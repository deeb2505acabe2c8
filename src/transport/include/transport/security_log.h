#pragma once
// The security log: one line for each failure and refusal, with the client's whole address, in a form that fail2ban
// reads (deploy/fail2ban). (clauses 9.1.1, 9.3.2)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "transport/address.h"

namespace qy::transport {

struct SecurityEvent {
    Time at;
    std::string_view kind;    ///< "failure": a wrong credential, code or PIN; "limited"; "refused": address; "denied"
    std::string_view reason;  ///< an error's code
    std::string_view route;
    std::string_view request_id;
    Address client;
};

/// `2026-03-01T02:03:04.567+0000 qiongyuan failure from 203.0.113.7: token.invalid route=audit.list request_id=…`, with
/// `\n`. Nothing in it was chosen by the client but its address and a harmless request id.
[[nodiscard]] std::string security_line(const SecurityEvent& event);

/// A file of the owner alone (0600), appended to by a thread of its own. At 16 MiB it becomes FILE.1, and so on; five
/// files are kept. A file that was moved away by others is made anew. Safe from any thread.
class SecurityLog {
 public:
    /// Errors: unavailable `file.unwritable` {path}.
    static Result<std::unique_ptr<SecurityLog>> open(const std::string& path);
    ~SecurityLog();

    /// Never waits; over 4 MiB waiting, lines are dropped, counted, and a line tells how many.
    void add(const SecurityEvent& event);
    /// Lines dropped, and lines that could not be written, since the start.
    [[nodiscard]] std::uint64_t lost() const;

 private:
    struct Parts;
    explicit SecurityLog(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace qy::transport
