#pragma once
// The bytes of one connection: a non-blocking socket, plain or under TLS, behind one small interface.
#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace qy::transport {

/// What an operation on a stream came to.
enum class Flow {
    done,
    wait_read,   ///< try again when the socket is readable
    wait_write,  ///< try again when the socket is writable
    closed,      ///< the peer sent its last byte
    failed,      ///< the connection is of no more use
};

struct Moved {
    Flow flow = Flow::failed;
    std::size_t bytes = 0;  ///< > 0 when done
};

/// Owns the socket. Not safe from several threads; used by the thread of its event loop.
/// Writing to a closed socket raises SIGPIPE in the calling thread, which must have it blocked.
class Stream {
 public:
    virtual ~Stream() = default;
    /// Until done: nothing may be read or written. Plain streams are done at once.
    virtual Flow handshake() = 0;
    /// REQUIRES: `into`, `from` not empty.
    virtual Moved read(std::span<char> into) = 0;
    virtual Moved write(std::string_view from) = 0;
    /// Says goodbye as far as that goes without waiting, and closes the sending side.
    virtual void finish() = 0;
    /// Takes bytes from the socket and drops them, whatever they are: for a client that has been refused.
    virtual Moved drain() = 0;
    /// Bytes may be read without the socket being readable: read before waiting.
    [[nodiscard]] virtual bool has_buffered() const = 0;
    [[nodiscard]] virtual int socket() const = 0;
};

/// Both take ownership of `socket`, which must be non-blocking.
[[nodiscard]] std::unique_ptr<Stream> make_plain_stream(int socket);
/// Null when OpenSSL has no memory; then `socket` has been closed.
[[nodiscard]] std::unique_ptr<Stream> make_tls_stream(int socket, SSL_CTX* context);

}  // namespace qy::transport
