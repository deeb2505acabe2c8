#pragma once
// Sockets that listen, and the connections that come out of them.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "transport/address.h"
#include "transport/http_server.h"

namespace qy::transport {

/// Owns a file descriptor.
class Socket {
 public:
    explicit Socket(int number = -1) : number_(number) {}
    Socket(Socket&& other) noexcept : number_(other.release()) {}
    Socket& operator=(Socket&& other) noexcept;
    ~Socket();
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    int release();

 private:
    int number_;
};

/// One socket for each address of `on`, all on the same port: the first one's when `on.port` is 0. Non-blocking.
/// "::1" and "*" do without IPv6 where the machine has none.
/// Errors: unavailable `server.listen` {address, reason}; invalid `address.malformed`.
Result<std::vector<Socket>> listen_on(const ListenOn& on);

/// A Unix socket with mode 0600. A file that a dead process left is replaced.
/// Errors: unavailable `server.listen` {path, reason}: somebody listens there, too long a path, no right to make it.
Result<Socket> listen_at(const std::filesystem::path& path);

[[nodiscard]] std::uint16_t port_of(const Socket& socket);

struct Accepted {
    Socket socket;  ///< non-blocking, without delay for small writes
    Address peer;
    std::optional<uid_t> uid;  ///< Unix sockets: the user who connected
};
enum class AcceptState { accepted, nothing, no_room };
/// The next connection that waits. `no_room`: the system is out of descriptors or memory; try again in a moment.
AcceptState accept_from(const Socket& listening, Accepted& out);

}  // namespace qy::transport
