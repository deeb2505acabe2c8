#include "transport/testing/issued_certificate.h"

#include <openssl/pem.h>

#include "base/assert.h"
#include "openssl_error.h"

namespace qy::transport {
namespace {

void set_name(X509_NAME* name, const std::string& text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
    QY_ASSERT(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes, -1, -1, 0) == 1);
}

}  // namespace

void put_certificate(const CertificateFiles& files, const std::string& subject, const std::string& issuer) {
    const PkeyPtr key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), 0);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), 1);  // long over, which is the operator's own matter
    set_name(X509_get_subject_name(certificate.get()), subject);
    set_name(X509_get_issuer_name(certificate.get()), issuer);
    QY_ASSERT(X509_set_pubkey(certificate.get(), key.get()) == 1);
    QY_ASSERT(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    const BioPtr certificate_file(BIO_new_file(files.certificate.c_str(), "w"));
    const BioPtr key_file(BIO_new_file(files.key.c_str(), "w"));
    QY_ASSERT(PEM_write_bio_X509(certificate_file.get(), certificate.get()) == 1);
    QY_ASSERT(PEM_write_bio_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

}  // namespace qy::transport
