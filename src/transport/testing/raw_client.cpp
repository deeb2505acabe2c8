#include "transport/testing/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "base/text.h"

namespace qy::transport {
namespace {

constexpr int kWaitSeconds = 30;

void limit_waits(int socket) {
    const timeval wait{kWaitSeconds, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
}

sockaddr_in loopback(std::uint16_t port, const char* address = "127.0.0.1") {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, address, &where.sin_addr);
    return where;
}

int connected(std::uint16_t port, const std::string& from, int receive_buffer = 0) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const auto own = loopback(0, from.c_str());
    ::bind(socket, reinterpret_cast<const sockaddr*>(&own), sizeof own);
    const auto where = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return socket;
    ::close(socket);
    return -1;
}

void set_version(SSL_CTX* context, RawClient::TlsVersion version) {
    int number = 0;
    switch (version) {
        case RawClient::TlsVersion::any:
            return;
        case RawClient::TlsVersion::only_1_1:
            number = TLS1_1_VERSION;
            SSL_CTX_set_security_level(context, 0);  // or the client itself would refuse
            break;
        case RawClient::TlsVersion::only_1_2:
            number = TLS1_2_VERSION;
            break;
        case RawClient::TlsVersion::only_1_3:
            number = TLS1_3_VERSION;
            break;
    }
    SSL_CTX_set_min_proto_version(context, number);
    SSL_CTX_set_max_proto_version(context, number);
}

}  // namespace

RawClient::RawClient(int socket) : socket_(socket) {
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): OpenSSL writes without MSG_NOSIGNAL
    if (socket_ >= 0) limit_waits(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      context_(std::move(other.context_)),
      ssl_(std::move(other.ssl_)),
      buffer_(std::move(other.buffer_)) {}

RawClient::~RawClient() {
    ssl_.reset();
    if (socket_ >= 0) ::close(socket_);
}

RawClient RawClient::over_tcp(std::uint16_t port, const std::string& from) {
    return RawClient(connected(port, from));
}

RawClient RawClient::slow_reader(std::uint16_t port) {
    return RawClient(connected(port, "127.0.0.1", 4096));
}

RawClient RawClient::over_tls(std::uint16_t port, TlsVersion version, std::string_view protocols) {
    RawClient client(connected(port, "127.0.0.1"));
    client.context_.reset(SSL_CTX_new(TLS_client_method()));
    set_version(client.context_.get(), version);
    client.ssl_.reset(SSL_new(client.context_.get()));
    SSL_set_fd(client.ssl_.get(), client.socket_);
    if (!protocols.empty()) {
        SSL_set_alpn_protos(client.ssl_.get(), reinterpret_cast<const unsigned char*>(protocols.data()),
                            static_cast<unsigned>(protocols.size()));
    }
    if (SSL_connect(client.ssl_.get()) != 1) {
        client.ssl_.reset();
        ::close(std::exchange(client.socket_, -1));
    }
    return client;
}

RawClient RawClient::over_unix(const std::filesystem::path& path) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    const auto name = path.string();
    std::copy(name.begin(), name.end(), where.sun_path);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return RawClient(socket);
    ::close(socket);
    return RawClient(-1);
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawClient::send_byte_by_byte(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size() && send(bytes.substr(i, 1)); ++i) {
    }
}

bool RawClient::more() {
    std::string piece(64 * 1024, '\0');
    const auto got = ssl_ ? SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()))
                          : ::recv(socket_, piece.data(), piece.size(), 0);
    if (got <= 0) return false;
    buffer_.append(piece, 0, static_cast<std::size_t>(got));
    return true;
}

std::string RawClient::take(std::size_t size) {
    while (buffer_.size() < size && more()) {
    }
    std::string taken = buffer_.substr(0, size);
    buffer_.erase(0, taken.size());
    return taken;
}

std::string RawClient::take_line() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos) {
        if (!more()) return {};
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return line;
}

std::string RawClient::read_chunks() {
    std::string body;
    while (true) {
        const auto size = std::strtoul(take_line().c_str(), nullptr, 16);
        body += take(size);
        take_line();
        if (size == 0) return body;
    }
}

RawReply RawClient::read_reply(bool to_head) {
    RawReply reply;
    const auto status_line = take_line();
    if (!status_line.starts_with("HTTP/1.1 ")) return reply;
    const int status = std::atoi(status_line.c_str() + 9);
    for (auto line = take_line(); !line.empty(); line = take_line()) {
        const auto colon = line.find(": ");
        reply.headers[lower_ascii(line.substr(0, colon))] = line.substr(colon + 2);
    }
    reply.status = status;
    if (to_head || status < 200 || status == 204 || status == 304) return reply;
    if (reply.headers.contains("transfer-encoding")) {
        reply.body = read_chunks();
    } else if (reply.headers.contains("content-length")) {
        reply.body = take(std::stoul(reply.headers["content-length"]));
    } else {
        reply.body = read_to_end();
    }
    return reply;
}

std::string RawClient::read_to_end() {
    while (more()) {
    }
    return std::exchange(buffer_, {});
}

bool RawClient::is_closed_by_peer() {
    const auto from = std::chrono::steady_clock::now();
    const bool nothing_came = buffer_.empty() && !more();
    return nothing_came && std::chrono::steady_clock::now() - from < std::chrono::seconds(kWaitSeconds);
}

bool RawClient::hears_within(std::chrono::milliseconds wait) {
    pollfd what{socket_, POLLIN, 0};
    return ::poll(&what, 1, static_cast<int>(wait.count())) > 0;
}

std::string RawClient::certificate_serial() const {
    const X509Ptr certificate(SSL_get1_peer_certificate(ssl_.get()));
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate.get());
    std::string bytes;
    for (int i = 0; i < ASN1_STRING_length(serial); ++i)
        bytes += std::to_string(ASN1_STRING_get0_data(serial)[i]) + ".";
    return bytes;
}

std::string RawClient::protocol() const {
    return SSL_get_version(ssl_.get());
}

std::string RawClient::alpn() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

}  // namespace qy::transport
