#include "stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

#include "openssl_error.h"

namespace qy::transport {
namespace {

constexpr std::size_t kRecordBytesMax = SSL3_RT_MAX_PLAIN_LENGTH;

// What a failed system call on a non-blocking socket means; `wait` is what it would have waited for.
Moved after_error(Flow wait) {
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {wait, 0};
    return {Flow::failed, 0};
}

int clamped(std::size_t size) {
    return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

class PlainStream : public Stream {
 public:
    explicit PlainStream(int socket) : socket_(socket) {}
    ~PlainStream() override { ::close(socket_); }
    PlainStream(const PlainStream&) = delete;
    PlainStream& operator=(const PlainStream&) = delete;

    Flow handshake() override { return Flow::done; }
    Moved read(std::span<char> into) override {
        const auto got = ::recv(socket_, into.data(), into.size(), 0);
        if (got == 0) return {Flow::closed, 0};
        return got < 0 ? after_error(Flow::wait_read) : Moved{Flow::done, static_cast<std::size_t>(got)};
    }
    Moved write(std::string_view from) override {
        const auto sent = ::send(socket_, from.data(), from.size(), MSG_NOSIGNAL);
        return sent < 0 ? after_error(Flow::wait_write) : Moved{Flow::done, static_cast<std::size_t>(sent)};
    }
    void finish() override { ::shutdown(socket_, SHUT_WR); }
    Moved drain() override {
        std::array<char, 4096> dropped{};
        return PlainStream::read(dropped);
    }
    [[nodiscard]] bool has_buffered() const override { return false; }
    [[nodiscard]] int socket() const override { return socket_; }

 private:
    const int socket_;
};

class TlsStream final : public PlainStream {
 public:
    TlsStream(int socket, SslPtr ssl) : PlainStream(socket), ssl_(std::move(ssl)) {}

    Flow handshake() override {
        ERR_clear_error();
        const int result = SSL_accept(ssl_.get());
        return result == 1 ? Flow::done : flow_of(result);
    }
    Moved read(std::span<char> into) override {
        ERR_clear_error();
        const int got = SSL_read(ssl_.get(), into.data(), clamped(into.size()));
        return got > 0 ? Moved{Flow::done, static_cast<std::size_t>(got)} : Moved{flow_of(got), 0};
    }
    // A reply of several records goes out in full packets: held back while more than one record is left.
    Moved write(std::string_view from) override {
        if (from.size() > kRecordBytesMax && !held_) hold(true);
        const auto moved = write_some(from);
        if (held_ && moved.flow == Flow::done && moved.bytes == from.size()) hold(false);
        return moved;
    }
    void finish() override {
        ERR_clear_error();
        if (!broken_ && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
        PlainStream::finish();
    }
    [[nodiscard]] bool has_buffered() const override { return SSL_has_pending(ssl_.get()) == 1; }

 private:
    Moved write_some(std::string_view from) {
        ERR_clear_error();
        const int sent = SSL_write(ssl_.get(), from.data(), clamped(from.size()));
        return sent > 0 ? Moved{Flow::done, static_cast<std::size_t>(sent)} : Moved{flow_of(sent), 0};
    }
    void hold(bool back) {
        const int on = back ? 1 : 0;
        held_ = ::setsockopt(socket(), IPPROTO_TCP, TCP_CORK, &on, sizeof on) == 0 && back;
    }
    Flow flow_of(int result) {
        switch (SSL_get_error(ssl_.get(), result)) {
            case SSL_ERROR_WANT_READ:
                return Flow::wait_read;
            case SSL_ERROR_WANT_WRITE:
                return Flow::wait_write;
            case SSL_ERROR_ZERO_RETURN:
                return Flow::closed;
            default:
                broken_ = true;  // OpenSSL allows no further call on this connection
                return Flow::failed;
        }
    }

    SslPtr ssl_;
    bool broken_ = false;
    bool held_ = false;
};

}  // namespace

std::unique_ptr<Stream> make_plain_stream(int socket) {
    return std::make_unique<PlainStream>(socket);
}

std::unique_ptr<Stream> make_tls_stream(int socket, SSL_CTX* context) {
    SslPtr ssl(SSL_new(context));
    if (!ssl || SSL_set_fd(ssl.get(), socket) != 1) {
        ::close(socket);
        return nullptr;
    }
    SSL_set_accept_state(ssl.get());
    return std::make_unique<TlsStream>(socket, std::move(ssl));
}

}  // namespace qy::transport
