#pragma once
// A client over TLS on the loopback, as small as it goes; blocking. The certificate is not checked: it was made on the
// spot by the server under measurement.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace qy::bench {

class TlsContext {
 public:
    TlsContext();
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    [[nodiscard]] ssl_ctx_st* get() const { return context_; }

 private:
    ssl_ctx_st* context_;
};

class TlsClient {
 public:
    /// Connects from 127.0.0.`source` and shakes hands. Errors: unavailable `bench.connect`.
    static Result<TlsClient> connect(const TlsContext& context, std::uint16_t port, int source = 1);
    TlsClient(TlsClient&& other) noexcept;
    TlsClient& operator=(TlsClient&& other) noexcept;
    TlsClient(const TlsClient&) = delete;
    ~TlsClient();

    Result<void> send(std::string_view bytes);
    /// One answer with a Content-Length: its status. The body is read and dropped.
    Result<int> receive();
    /// False once the server has closed. Reads nothing.
    [[nodiscard]] bool is_open() const;
    /// Whether something of an answer has come.
    [[nodiscard]] bool has_answer() const;

 private:
    TlsClient(int socket, ssl_st* session) : socket_(socket), session_(session) {}
    Result<void> fill();

    int socket_;
    ssl_st* session_;
    std::string buffer_;
};

/// POST of a function of the interface, or GET when `body` is empty; kept alive.
[[nodiscard]] std::string request_text(std::string_view path, std::string_view body);

}  // namespace qy::bench
