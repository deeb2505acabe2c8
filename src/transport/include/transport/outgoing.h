#pragma once
// Requests that the platform makes of other servers: mail over SMTP, JSON over HTTPS. (clauses 5.3, 6.5.1) Nothing that
// was sent or answered is logged.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace qy::transport {

/// What became of something handed to another server. refused: never to be sent again. failed: it did not arrive, try
/// later. unclear: everything was sent and no answer came, so it may have arrived.
enum class Sent : std::uint8_t { accepted, refused, failed, unclear };
struct SendReport {
    Sent sent = Sent::failed;
    std::string why;  ///< for the operator's log: no address, no text
};

/// starttls: the server must offer it, or nothing is sent. none: for a server on this very machine alone.
enum class MailTls : std::uint8_t { starttls, tls, none };

struct MailServer {
    std::string host;
    std::uint16_t port = 587;
    MailTls tls = MailTls::starttls;
    std::string user;     ///< empty: no log-in
    SecretText password;  ///< of the user
    std::string sender;   ///< address
    std::string sender_name;
    std::string ca_file;  ///< PEM of the authorities that are believed; empty: the system's
    std::chrono::milliseconds timeout{20'000};
};

struct Mail {
    std::string id;  ///< the same for every attempt, so that mail programs show it once
    std::string to;  ///< address
    std::string subject;
    std::string text;
    Time at;
};

/// The message as RFC 5322 and MIME (UTF-8 in base64, lines of 76). REQUIRES: addresses of printable ASCII.
[[nodiscard]] std::string mail_text(const Mail& mail, const MailServer& server);

/// Not for two threads at once.
class MailSender {
 public:
    /// Errors: invalid `mail.tls_needed` (no TLS to another machine), `mail.sender`.
    static Result<std::unique_ptr<MailSender>> make(MailServer server);
    virtual ~MailSender() = default;
    /// Connects, logs in and hands over; waits no longer than the server's timeout.
    virtual SendReport send(const Mail& mail) = 0;
};

struct HttpsTarget {
    std::string url;      ///< https://…; paths are put behind it as they are
    SecretText header;    ///< one more header line, with its secret; or empty
    std::string ca_file;  ///< as above
    std::chrono::milliseconds timeout{10'000};
};

/// What the other side said. `sent` judges by status alone: 2xx accepted, 408 and 429 and 5xx failed, others refused.
struct HttpsAnswer {
    SendReport report;
    int status = 0;
    std::string body;  ///< at most outgoing_answer_bytes_max
};

/// Asks one server. Follows no redirect, believes no certificate but one for the host of the URL. Not for two threads
/// at once.
class HttpsClient {
 public:
    /// Errors: invalid `https.url`.
    static Result<std::unique_ptr<HttpsClient>> make(HttpsTarget target);
    virtual ~HttpsClient() = default;
    /// Posts JSON.
    virtual HttpsAnswer post(std::string_view path, std::string_view body) = 0;
    virtual HttpsAnswer get(std::string_view path) = 0;
};

}  // namespace qy::transport
