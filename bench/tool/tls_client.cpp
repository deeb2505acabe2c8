#include "tls_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "base/assert.h"

namespace qy::bench {
namespace {

constexpr long kTimeoutSeconds = 30;

sockaddr_in loopback(int last, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl((127U << 24U) + static_cast<std::uint32_t>(last));
    return address;
}

int connected_socket(std::uint16_t port, int source) {
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle < 0) return -1;
    const int on = 1;
    const timeval timeout{kTimeoutSeconds, 0};
    ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    ::setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    const auto from = loopback(source, 0);
    const auto to = loopback(1, port);
    const bool bound = ::bind(handle, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0;
    if (bound && ::connect(handle, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return handle;
    ::close(handle);
    return -1;
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const auto at = head.find(kName);
    std::size_t length = 0;
    if (at != std::string_view::npos) {
        const auto text = head.substr(at + kName.size());
        std::from_chars(text.data(), text.data() + text.size(), length);
    }
    return length;
}

}  // namespace

TlsContext::TlsContext() : context_(SSL_CTX_new(TLS_client_method())) {
    QY_ASSERT(context_ != nullptr);
    SSL_CTX_set_verify(context_, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_mode(context_, SSL_MODE_AUTO_RETRY | SSL_MODE_RELEASE_BUFFERS);
}

TlsContext::~TlsContext() {
    SSL_CTX_free(context_);
}

Result<TlsClient> TlsClient::connect(const TlsContext& context, std::uint16_t port, int source) {
    const int handle = connected_socket(port, source);
    if (handle < 0) return unavailable("bench.connect").because("no connection");
    TlsClient client(handle, SSL_new(context.get()));
    SSL_set_fd(client.session_, handle);
    if (SSL_connect(client.session_) != 1) return unavailable("bench.connect").because("no TLS session");
    return client;
}

TlsClient::TlsClient(TlsClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      session_(std::exchange(other.session_, nullptr)),
      buffer_(std::move(other.buffer_)) {}

TlsClient& TlsClient::operator=(TlsClient&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(session_, other.session_);
    std::swap(buffer_, other.buffer_);
    return *this;
}

TlsClient::~TlsClient() {
    if (session_ != nullptr) SSL_free(session_);
    if (socket_ >= 0) ::close(socket_);
}

Result<void> TlsClient::send(std::string_view bytes) {
    const int written = SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()));
    if (written != static_cast<int>(bytes.size())) return unavailable("bench.connect").because("closed while sending");
    return {};
}

Result<void> TlsClient::fill() {
    std::array<char, 16'384> piece{};
    const int got = SSL_read(session_, piece.data(), static_cast<int>(piece.size()));
    if (got <= 0) return unavailable("bench.connect").because("closed while receiving");
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
    return {};
}

Result<int> TlsClient::receive() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) QY_CHECK(fill());
    const std::size_t size = end + 4 + content_length(std::string_view(buffer_).substr(0, end));
    while (buffer_.size() < size) QY_CHECK(fill());
    int status = 0;
    if (buffer_.size() > 12) std::from_chars(buffer_.data() + 9, buffer_.data() + 12, status);
    buffer_.erase(0, size);
    return status;
}

bool TlsClient::is_open() const {
    char byte = 0;
    const auto got = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

bool TlsClient::has_answer() const {
    char byte = 0;
    return !buffer_.empty() || SSL_pending(session_) > 0 || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

std::string request_text(std::string_view path, std::string_view body) {
    std::string text(body.empty() ? "GET " : "POST ");
    text += path;
    text += " HTTP/1.1\r\nHost: localhost\r\n";
    if (!body.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return text + "\r\n" + std::string(body);
}

}  // namespace qy::bench
