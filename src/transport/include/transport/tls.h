#pragma once
// The server's certificate and TLS settings: made on first run, read again without a restart. (clauses 5.3, 8, 9.2.2)
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"

struct ssl_ctx_st;

namespace qy::transport {

/// PEM files: a chain, server certificate first, and its key without a password.
struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// Makes sure that `folder` (DATA/tls, made with mode 0700) holds certificate.pem and key.pem (0600). What is missing,
/// or is our own development certificate with under 30 days left, is made new: EC P-256, self-signed, 825 days, for
/// localhost, 127.0.0.1, ::1 and `host_name`. Files that an operator put there are never touched.
/// Errors: unavailable `tls.files` {path} (cannot read or write), internal `tls.generate`.
Result<CertificateFiles> ensure_development_certificate(const std::filesystem::path& folder,
                                                        const std::string& host_name, const Clock& clock,
                                                        Random& random);

/// Settings of every TLS connection: TLS 1.2 and 1.3, forward-secret AEAD suites, P-256 and X25519, session tickets,
/// ALPN http/1.1, no renegotiation, no compression, no early data. Safe from any thread.
class TlsContext {
 public:
    /// Errors: invalid `tls.certificate` {path} (unreadable, not PEM, key of another certificate).
    static Result<std::unique_ptr<TlsContext>> load(const CertificateFiles& files);

    /// Reads the files again. On an error the certificate in use stays and nothing changes.
    Result<void> reload();
    /// reload() if a file has changed since it was last read, whether that went well or not. Returns whether it
    /// loaded something. Errors: as load().
    Result<bool> reload_if_changed();

    /// What new connections use; connections that exist keep theirs.
    [[nodiscard]] std::shared_ptr<ssl_ctx_st> current() const;
    /// True for a self-signed certificate: then no HSTS header is sent, or browsers would lock users out.
    [[nodiscard]] bool is_self_signed() const;

 private:
    struct State {
        std::shared_ptr<ssl_ctx_st> context;
        bool self_signed = false;
    };
    explicit TlsContext(CertificateFiles files) : files_(std::move(files)) {}
    static Result<State> read(const CertificateFiles& files);
    [[nodiscard]] std::string signature() const;

    const CertificateFiles files_;
    mutable std::mutex mutex_;
    State state_;
    std::string seen_;  // size, time and inode of both files when they were last tried
};

}  // namespace qy::transport
