#include <fcntl.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "ascii.h"
#include "openssl_error.h"
#include "transport/tls.h"

namespace qy::transport {
namespace {

namespace fs = std::filesystem;

// The name by which our own certificate is known again; an operator's own certificate does not carry it.
constexpr const char* kSubject = "Qiongyuan development certificate";
constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kValidDays = 825;  // what browsers accept at most for a certificate of one's own
constexpr std::int64_t kRenewDays = 30;
constexpr int kX509Version3 = 2;  // counted from zero
constexpr std::size_t kHostNameBytesMax = 253;

Error file_error(const fs::path& path, std::string why) {
    return unavailable("tls.files", {path.string()}).because(std::move(why));
}
Error generate_error() {
    return internal("tls.generate").because(take_openssl_error());
}

bool is_host_name(std::string_view name) {
    return !name.empty() && name.size() <= kHostNameBytesMax && std::all_of(name.begin(), name.end(), [](char c) {
        return is_alpha(c) || is_digit(c) || c == '-' || c == '.';
    });
}

bool add_extension(X509* certificate, X509V3_CTX* context, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, context, kind, value.c_str());
    const bool added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool add_extensions(X509* certificate, const std::string& host_name) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    if (is_host_name(host_name) && host_name != "localhost") names += ",DNS:" + host_name;
    return add_extension(certificate, &context, NID_subject_alt_name, names) &&
           add_extension(certificate, &context, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, &context, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, &context, NID_ext_key_usage, "serverAuth") &&
           add_extension(certificate, &context, NID_subject_key_identifier, "hash");
}

bool set_serial(X509* certificate, Random& random) {
    auto bytes = random.bytes(16);
    bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x7FU) | 0x40U);  // positive, and never short
    BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
    const bool set = number != nullptr && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return set;
}

bool set_validity(X509* certificate, std::int64_t now) {
    // An hour back, for devices whose clock is late.
    return ASN1_TIME_set(X509_getm_notBefore(certificate), now - 3600) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), now + kValidDays * kDay) != nullptr;
}

Result<X509Ptr> make_certificate(EVP_PKEY* key, const std::string& host_name, Time now, Random& random) {
    X509Ptr certificate(X509_new());
    if (!certificate) return generate_error();
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* subject = reinterpret_cast<const unsigned char*>(kSubject);
    const bool made = X509_set_version(certificate.get(), kX509Version3) == 1 &&
                      set_serial(certificate.get(), random) && set_validity(certificate.get(), now.seconds()) &&
                      X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, subject, -1, -1, 0) == 1 &&
                      X509_set_issuer_name(certificate.get(), name) == 1 &&
                      X509_set_pubkey(certificate.get(), key) == 1 && add_extensions(certificate.get(), host_name) &&
                      X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    if (!made) return generate_error();
    return certificate;
}

template <class Write>
Result<std::string> to_pem(Write write) {
    const BioPtr memory(BIO_new(BIO_s_mem()));
    if (!memory || write(memory.get()) != 1) return generate_error();
    char* text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

Result<void> write_all(int file, std::string_view text, const fs::path& path) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0) return file_error(path, std::strerror(errno));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file) != 0) return file_error(path, std::strerror(errno));
    return {};
}

// The name is durable before the next file is written: power loss in between leaves what a stop in between leaves.
Result<void> sync_folder(const fs::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int code = errno;
    if (file >= 0) ::close(file);
    if (!synced && code != EINVAL)
        return file_error(folder, std::strerror(code));  // some file systems know no such thing
    return {};
}

// Whole or not at all, and never readable by others for a moment.
Result<void> write_file(const fs::path& path, std::string_view text, mode_t mode) {
    const fs::path temporary = path.string() + ".new";
    ::unlink(temporary.c_str());
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) return file_error(temporary, std::strerror(errno));
    auto written = write_all(file, text, temporary);
    ::close(file);
    QY_CHECK(std::move(written));
    if (::rename(temporary.c_str(), path.c_str()) != 0) return file_error(path, std::strerror(errno));
    return sync_folder(path.parent_path());
}

Result<void> make_files(const CertificateFiles& files, const std::string& host_name, const Clock& clock,
                        Random& random) {
    const PkeyPtr key(EVP_EC_gen("P-256"));
    if (!key) return generate_error();
    QY_TRY(certificate, make_certificate(key.get(), host_name, clock.now(), random));
    QY_TRY(key_text, to_pem([&](BIO* out) {
               return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
           }));
    QY_TRY(certificate_text, to_pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); }));
    // The certificate first: stopped in between, the next start knows it as ours and makes both again.
    QY_CHECK(write_file(files.certificate, certificate_text, 0644));
    auto written = write_file(files.key, key_text, 0600);
    OPENSSL_cleanse(key_text.data(), key_text.size());
    return written;
}

Result<X509Ptr> read_certificate(const fs::path& path) {
    const BioPtr file(BIO_new_file(path.c_str(), "r"));
    X509Ptr certificate(file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) return file_error(path, take_openssl_error());
    return certificate;
}

bool is_ours(const X509* certificate) {
    std::array<char, 128> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                              static_cast<int>(name.size()));
    return std::string_view(name.data()) == kSubject;
}

bool has_key_of(const X509* certificate, const fs::path& path) {
    const BioPtr file(BIO_new_file(path.c_str(), "r"));
    const auto no_password = [](char*, int, int, void*) { return 0; };
    const PkeyPtr key(file ? PEM_read_bio_PrivateKey(file.get(), nullptr, no_password, nullptr) : nullptr);
    const bool matches = key && X509_check_private_key(certificate, key.get()) == 1;
    ERR_clear_error();
    return matches;
}

// False also for one made while the clock was ahead.
bool holds_at(const X509* certificate, std::int64_t seconds) {
    time_t now = seconds;
    time_t renewal = seconds + kRenewDays * kDay;
    return X509_cmp_time(X509_get0_notBefore(certificate), &now) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &renewal) > 0;
}

}  // namespace

Result<CertificateFiles> ensure_development_certificate(const fs::path& folder, const std::string& host_name,
                                                        const Clock& clock, Random& random) {
    const CertificateFiles files{folder / "certificate.pem", folder / "key.pem"};
    std::error_code failed;
    if (!fs::exists(folder, failed)) {
        fs::create_directories(folder.parent_path(), failed);
        if (::mkdir(folder.c_str(), 0700) != 0) return file_error(folder, std::strerror(errno));
    }
    const bool has_key = fs::exists(files.key, failed);
    if (fs::exists(files.certificate, failed)) {
        QY_TRY(certificate, read_certificate(files.certificate));
        const bool ours = is_ours(certificate.get());
        if (!ours && !has_key) return file_error(files.key, "the key of the certificate is missing");
        if (!ours) return files;
        if (holds_at(certificate.get(), clock.now().seconds()) && has_key_of(certificate.get(), files.key))
            return files;
    } else if (has_key) {
        return file_error(files.certificate, "the certificate of the key is missing");
    }
    QY_CHECK(make_files(files, host_name, clock, random));
    return files;
}

}  // namespace qy::transport
