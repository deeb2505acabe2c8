#include "listen_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace qy::transport {
namespace {

constexpr int kBacklog = 1024;

Error failed(const std::string& where, const std::string& why) {
    return unavailable("server.listen", {where, why});
}

sockaddr_in6 ipv6_of(const Address& address, std::uint16_t port) {
    sockaddr_in6 out{};
    out.sin6_family = AF_INET6;
    out.sin6_port = htons(port);
    std::memcpy(&out.sin6_addr, address.bytes().data(), address.bytes().size());
    return out;
}

sockaddr_in ipv4_of(const Address& address, std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    std::memcpy(&out.sin_addr, address.bytes().data() + 12, sizeof out.sin_addr);
    return out;
}

// 0, or the errno of what failed.
int bind_and_listen(int socket, const Address& address, std::uint16_t port, bool both_families) {
    const int on = 1;
    const int only_v6 = both_families ? 0 : 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const auto four = ipv4_of(address, port);
    const auto six = ipv6_of(address, port);
    const bool ipv4 = address.is_ipv4();
    if (!ipv4) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof only_v6);
    const auto* where = ipv4 ? reinterpret_cast<const sockaddr*>(&four) : reinterpret_cast<const sockaddr*>(&six);
    const auto size = static_cast<socklen_t>(ipv4 ? sizeof four : sizeof six);
    if (::bind(socket, where, size) != 0 || ::listen(socket, kBacklog) != 0) return errno;
    return 0;
}

bool means_no_ipv6(int error) {
    return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
}

struct Bound {
    Socket socket;
    int error = 0;
};

Bound listen_tcp(const Address& address, std::uint16_t port, bool both_families) {
    Bound bound{
        Socket(::socket(address.is_ipv4() ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))};
    bound.error = bound.socket.is_open() ? bind_and_listen(bound.socket.number(), address, port, both_families) : errno;
    return bound;
}

Result<Bound> listen_by_name(const std::string& name, std::uint16_t port) {
    if (name == "*") {
        auto both = listen_tcp(Address(), port, true);
        if (!means_no_ipv6(both.error)) return both;
        QY_TRY(every, Address::parse("0.0.0.0"));
        return listen_tcp(every, port, false);
    }
    QY_TRY(address, Address::parse(name));
    return listen_tcp(address, port, false);
}

Address address_of(const sockaddr_storage& from) {
    std::array<std::uint8_t, 16> bytes{};
    if (from.ss_family == AF_INET6) {
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(from).sin6_addr, bytes.size());
    } else if (from.ss_family == AF_INET) {
        bytes[10] = bytes[11] = 0xFF;
        std::memcpy(bytes.data() + 12, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, 4);
    }
    return Address(bytes);
}

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), where.sun_path);
    return where;
}

bool somebody_listens(const sockaddr_un& where) {
    const Socket probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::connect(probe.number(), reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
}

}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Socket::~Socket() {
    if (number_ >= 0) ::close(number_);
}

int Socket::release() {
    return std::exchange(number_, -1);
}

Result<std::vector<Socket>> listen_on(const ListenOn& on) {
    std::vector<Socket> sockets;
    std::uint16_t port = on.port;
    for (const auto& name : on.addresses) {
        QY_TRY(bound, listen_by_name(name, port));
        if (name == "::1" && !sockets.empty() &&
            (means_no_ipv6(bound.error) || (on.port == 0 && bound.error == EADDRINUSE))) {
            continue;  // 127.0.0.1 serves those who ask for localhost
        }
        if (bound.error != 0) return failed(name + ":" + std::to_string(port), std::strerror(bound.error));
        if (port == 0) port = port_of(bound.socket);
        sockets.push_back(std::move(bound.socket));
    }
    return sockets;
}

Result<Socket> listen_at(const std::filesystem::path& path) {
    const std::string name = path.string();
    if (name.size() >= sizeof(sockaddr_un::sun_path)) return failed(name, "the path is too long for a socket");
    const auto where = unix_address(name);
    if (somebody_listens(where)) return failed(name, "another process listens there");
    if (std::filesystem::is_socket(path)) ::unlink(name.c_str());
    Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    // Nobody can connect before listen(), so there is no moment at which others could come in.
    if (!socket.is_open() || ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 ||
        ::chmod(name.c_str(), 0600) != 0 || ::listen(socket.number(), kBacklog) != 0) {
        return failed(name, std::strerror(errno));
    }
    return socket;
}

std::uint16_t port_of(const Socket& socket) {
    sockaddr_storage where{};
    socklen_t size = sizeof where;
    if (::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&where), &size) != 0) return 0;
    if (where.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(where).sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in&>(where).sin_port);
}

AcceptState accept_from(const Socket& listening, Accepted& out) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    Socket socket(
        ::accept4(listening.number(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.is_open()) {
        const bool full = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        return full ? AcceptState::no_room : AcceptState::nothing;
    }
    out.peer = address_of(from);
    out.uid.reset();
    if (from.ss_family == AF_UNIX) {
        ucred peer{};
        socklen_t peer_size = sizeof peer;
        if (::getsockopt(socket.number(), SOL_SOCKET, SO_PEERCRED, &peer, &peer_size) == 0) out.uid = peer.uid;
    } else {
        const int on = 1;
        ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    out.socket = std::move(socket);
    return AcceptState::accepted;
}

}  // namespace qy::transport
