#pragma once
// One HTTP request and its reply as plain values, and strict reading of a request target. (clauses 5.3, 8)
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "transport/network_rules.h"

namespace qy::transport {

/// The door through which a request came.
enum class Listener { https, http, ops, admin };
[[nodiscard]] std::string_view to_string(Listener listener);

/// Header fields in the order they came; names are compared without regard to case. One allocation holds all texts.
/// Views returned stay valid until the next add() or set().
class Headers {
 public:
    void add(std::string_view name, std::string_view value);
    /// Room for that much, so that add() need not make it.
    void reserve(std::size_t fields, std::size_t text_bytes);
    /// Replaces every field of that name by one.
    void set(std::string_view name, std::string_view value);
    /// The first value of that name, if any.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] std::size_t count(std::string_view name) const;
    /// Every value of that name, in order.
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;

    [[nodiscard]] std::size_t size() const { return fields_.size(); }
    /// REQUIRES: index < size().
    [[nodiscard]] std::string_view name(std::size_t index) const;
    [[nodiscard]] std::string_view value(std::size_t index) const;

 private:
    struct Field {
        std::uint32_t name_at = 0;
        std::uint32_t name_size = 0;
        std::uint32_t value_at = 0;
        std::uint32_t value_size = 0;
    };
    std::string text_;
    std::vector<Field> fields_;
};

/// A request that has been read whole and found well formed (RFC 9112). `target` starts with "/" or is "*" (OPTIONS);
/// an absolute target has been reduced to its path and query.
struct HttpRequest {
    std::string method;  ///< as sent; HEAD stays HEAD: handlers answer it like GET, the body is left out by transport
    std::string target;  ///< path and query, still percent-encoded
    Headers headers;
    std::string body;
    std::string remote_address;  ///< "203.0.113.7" or "2001:db8::1"; behind trusted proxies the client's; "" for admin
    NetworkClasses admitted;     ///< the classes of callers that may come from there; all of them for admin
    Listener listener = Listener::https;
    bool secure = false;            ///< the client's own connection was TLS (https, or a trusted proxy says so)
    std::optional<uid_t> peer_uid;  ///< admin only: the user at the other end of the socket
    std::string request_id;
    Time received_at;

    /// The target before "?", still percent-encoded.
    [[nodiscard]] std::string_view path() const;
    /// The target after "?", still percent-encoded; "" when there is none.
    [[nodiscard]] std::string_view query() const;
};

/// Makes a body piece by piece. Each call fills `chunk` (cleared before) and returns whether more will follow.
/// Called on a worker thread, never twice at once, and only when the piece before it has been written, so a slow client
/// holds no worker. An Error ends the connection without the final chunk: the client sees that the body is cut.
using BodyGenerator = std::function<Result<bool>(std::string& chunk)>;
using SharedBytes = std::shared_ptr<const std::string>;

/// A body that goes on until its maker or its client ends it, such as a stream of events. It holds no thread: transport
/// writes what there is, and asks again when it was told of news. What was taken is written before more is taken, so a
/// client that reads slowly makes its maker wait, who bounds what it keeps; a client that reads nothing is cut off.
class LiveBody {
 public:
    virtual ~LiveBody() = default;
    /// From now on `tell` is called when there may be something to take: from any thread, not from within take().
    /// Empty: when this returns, it is called no more.
    virtual void when_news(std::function<void()> tell) = 0;
    /// Adds what is to be written now to `chunk`, which is empty; nothing when there is nothing new. False: the body
    /// ends behind it. Called on an I/O thread; must not block.
    virtual bool take(std::string& chunk) = 0;
    /// What is written when nothing else was for a while, so that everybody between knows that the line is alive.
    [[nodiscard]] virtual std::string_view beat() const = 0;
};
using SharedLive = std::shared_ptr<LiveBody>;

/// An answer. Content-Length, Transfer-Encoding, Connection and Date are written by transport; a handler's own are
/// dropped, as is any field whose name or value could not be sent as one line.
struct HttpReply {
    int status = 200;
    Headers headers;
    std::variant<std::string, SharedBytes, BodyGenerator, SharedLive> body;
    std::string route;     ///< name of the route for log and metrics, of a small fixed set: never a path
    bool failure = false;  ///< counts for the limit of failures per minute of the client's address
    std::string reason;    ///< of a failure or refusal, for the security log: an error's code, never what was sent
};

[[nodiscard]] HttpReply make_reply(int status, std::string_view content_type, std::string body);

/// "%E6%B3%A1" → "泡". Errors: invalid `http.target_malformed`: "%" without two hex digits, %00, or not UTF-8.
Result<std::string> percent_decode(std::string_view text);
/// The decoded pieces of a path between "/"; "/" gives none, "/a/" gives {"a", ""}. An encoded "/" stays inside its
/// piece. Errors: as percent_decode; invalid `http.target_malformed` for a path without leading "/", or with a piece
/// "." or "..".
Result<std::vector<std::string>> path_segments(std::string_view path);
/// The decoded value of one query parameter ("+" is a space), nothing when it is absent.
/// Errors: as percent_decode; invalid `http.parameter_doubled` {name} when it comes twice.
Result<std::optional<std::string>> query_parameter(std::string_view query, std::string_view name);

}  // namespace qy::transport
