#include "transport/tls.h"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "openssl_error.h"

namespace qy::transport {
namespace {

// Forward-secret AEAD suites only; TLS 1.3 has its own list, which is good as it comes.
constexpr const char* kTls12Suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr std::string_view kSessionContext = "qiongyuan";
constexpr std::string_view kHttp11 = "http/1.1";

Error bad_certificate(const CertificateFiles& files, std::string why) {
    return invalid("tls.certificate", {files.certificate.string()}).because(std::move(why));
}

// A client that offers protocols but not ours is told so, instead of failing later on bytes it cannot read (RFC 7301
// §3.2).
int choose_protocol(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void* /*unused*/) {
    std::string_view left(reinterpret_cast<const char*>(offered), offered_size);
    while (!left.empty()) {
        const auto size = static_cast<std::size_t>(static_cast<unsigned char>(left.front()));
        const auto name = left.substr(1, size);
        if (name == kHttp11) {
            *out = reinterpret_cast<const unsigned char*>(name.data());
            *out_size = static_cast<unsigned char>(name.size());
            return SSL_TLSEXT_ERR_OK;
        }
        left.remove_prefix(std::min(size + 1, left.size()));
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool set_protocols(SSL_CTX* context) {
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // Partial writes and a moving buffer let the caller keep its own buffer; idle connections give theirs back.
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1);                           // one system call a record instead of two
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets carry the state
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, &choose_protocol, nullptr);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_cipher_list(context, kTls12Suites) == 1 && SSL_CTX_set1_groups_list(context, kGroups) == 1 &&
           SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(kSessionContext.data()),
                                          static_cast<unsigned>(kSessionContext.size())) == 1;
}

bool set_certificate(SSL_CTX* context, const CertificateFiles& files) {
    // Without a callback OpenSSL would ask for the password of a protected key on the terminal.
    SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });
    return SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1 &&
           SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
           SSL_CTX_check_private_key(context) == 1;
}

bool is_self_signed(SSL_CTX* context) {
    const X509* certificate = SSL_CTX_get0_certificate(context);
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

std::string file_signature(const std::filesystem::path& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return "absent";
    return std::to_string(facts.st_size) + "." + std::to_string(facts.st_mtim.tv_sec) + "." +
           std::to_string(facts.st_mtim.tv_nsec) + "." + std::to_string(facts.st_ino);
}

}  // namespace

Result<TlsContext::State> TlsContext::read(const CertificateFiles& files) {
    ERR_clear_error();
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    if (!context || !set_protocols(context.get())) return internal("tls.generate").because(take_openssl_error());
    if (!set_certificate(context.get(), files)) return bad_certificate(files, take_openssl_error());
    return State{context, transport::is_self_signed(context.get())};
}

Result<std::unique_ptr<TlsContext>> TlsContext::load(const CertificateFiles& files) {
    std::unique_ptr<TlsContext> made(new TlsContext(files));
    QY_CHECK(made->reload());
    return made;
}

std::string TlsContext::signature() const {
    return file_signature(files_.certificate) + "/" + file_signature(files_.key);
}

Result<void> TlsContext::reload() {
    auto seen = signature();  // before reading: a change during the read is seen as one more change
    auto state = read(files_);
    const std::lock_guard lock(mutex_);
    seen_ = std::move(seen);
    if (!state.ok()) return std::move(state).error();
    state_ = std::move(state).value();
    return {};
}

Result<bool> TlsContext::reload_if_changed() {
    const auto now = signature();
    {
        const std::lock_guard lock(mutex_);
        if (seen_ == now) return false;
    }
    QY_CHECK(reload());
    return true;
}

std::shared_ptr<SSL_CTX> TlsContext::current() const {
    const std::lock_guard lock(mutex_);
    return state_.context;
}

bool TlsContext::is_self_signed() const {
    const std::lock_guard lock(mutex_);
    return state_.self_signed;
}

}  // namespace qy::transport
