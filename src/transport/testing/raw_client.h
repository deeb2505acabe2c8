#pragma once
// A client of raw bytes over TCP, TLS or a Unix socket. Every wait ends by itself after thirty seconds and fails the
// test.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "openssl_error.h"

namespace qy::transport {

struct RawReply {
    int status = 0;                              ///< 0: the connection ended before a whole reply
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;                            ///< without chunk framing
};

class RawClient {
 public:
    enum class TlsVersion { any, only_1_1, only_1_2, only_1_3 };
    static RawClient over_tcp(std::uint16_t port, const std::string& from = "127.0.0.1");
    /// Not connected (is_open() false) when the handshake is refused. `protocols` in ALPN form, "" for none.
    static RawClient over_tls(std::uint16_t port, TlsVersion version = TlsVersion::any,
                              std::string_view protocols = "");
    static RawClient over_unix(const std::filesystem::path& path);
    RawClient(RawClient&&) noexcept;
    RawClient(const RawClient&) = delete;
    ~RawClient();

    [[nodiscard]] bool is_open() const { return socket_ >= 0; }
    /// False when the peer has gone.
    bool send(std::string_view bytes);
    void send_byte_by_byte(std::string_view bytes);
    /// The next reply; interim replies are replies of their own. `to_head`: one without a body, whatever it says.
    RawReply read_reply(bool to_head = false);
    /// Everything until the peer closes.
    std::string read_to_end();
    /// Waits until the peer has closed: true, or false when thirty seconds pass or bytes come.
    bool is_closed_by_peer();
    /// Waits until something comes, the end included; false when `wait` passes first.
    bool hears_within(std::chrono::milliseconds wait);
    /// Makes the system keep next to nothing for us, so that a writer soon has to wait.
    static RawClient slow_reader(std::uint16_t port);
    /// The serial number of the certificate that the server showed, as bytes in decimal.
    [[nodiscard]] std::string certificate_serial() const;
    [[nodiscard]] std::string protocol() const;
    [[nodiscard]] std::string alpn() const;

 private:
    explicit RawClient(int socket);
    /// Reads what comes next into buffer_; false at the end.
    bool more();
    std::string read_chunks();
    std::string take(std::size_t size);
    std::string take_line();

    int socket_ = -1;
    std::unique_ptr<SSL_CTX, Freed<&SSL_CTX_free>> context_;
    SslPtr ssl_;
    std::string buffer_;
};

}  // namespace qy::transport
