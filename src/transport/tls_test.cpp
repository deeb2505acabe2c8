#include "transport/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "openssl_error.h"
#include "transport/testing/issued_certificate.h"
#include "transport/testing/temporary_folder.h"

namespace qy::transport {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t kDay = 24 * 60 * 60;

std::string text_of_file(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

mode_t mode_of(const fs::path& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0;
}

X509Ptr certificate_in(const fs::path& path) {
    const BioPtr file(BIO_new_file(path.c_str(), "r"));
    return X509Ptr(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
}

class Certificate : public testing::Test {
 protected:
    Result<CertificateFiles> ensure() {
        return ensure_development_certificate(folder_, "fruit.example", clock_, random_);
    }

    TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path() / "data" / "tls";
    SystemRandom random_;
    ManualClock clock_{SystemClock().now()};
};

TEST_F(Certificate, is_made_on_first_run) {
    const auto files = ensure();
    ASSERT_TRUE(files.ok()) << files.error().detail.text;
    EXPECT_EQ(mode_of(folder_), 0700U);
    EXPECT_EQ(mode_of(files->key), 0600U);
    const auto certificate = certificate_in(files->certificate);
    ASSERT_TRUE(certificate);
    for (const auto* name : {"localhost", "fruit.example"}) {
        EXPECT_EQ(X509_check_host(certificate.get(), name, 0, 0, nullptr), 1) << name;
    }
    for (const auto* address : {"127.0.0.1", "::1"}) {
        EXPECT_EQ(X509_check_ip_asc(certificate.get(), address, 0), 1) << address;
    }
    EXPECT_EQ(X509_check_host(certificate.get(), "other.example", 0, 0, nullptr), 0);
    int days = 0;
    int seconds = 0;
    ASSERT_EQ(ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get())), 1);
    EXPECT_GE(days, 824);
    EXPECT_LE(days, 825);
    EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(certificate.get())), 256);
    const auto context = TlsContext::load(*files);
    ASSERT_TRUE(context.ok());
    EXPECT_TRUE((*context)->is_self_signed());
}

TEST_F(Certificate, stays_until_thirty_days_before_its_end) {
    const auto files = ensure().value();
    const auto first = text_of_file(files.certificate);
    clock_.advance_seconds((825 - 31) * kDay);
    ASSERT_TRUE(ensure().ok());
    EXPECT_EQ(text_of_file(files.certificate), first) << "31 days left";
    clock_.advance_seconds(2 * kDay);
    ASSERT_TRUE(ensure().ok());
    EXPECT_NE(text_of_file(files.certificate), first) << "29 days left";
    EXPECT_TRUE(TlsContext::load(files).ok());
}

TEST_F(Certificate, of_a_clock_that_was_ahead_is_made_again) {
    clock_.advance_seconds(365 * kDay);
    const auto files = ensure().value();
    const auto first = text_of_file(files.certificate);
    clock_.advance_seconds(-365 * kDay);
    ASSERT_TRUE(ensure().ok());
    EXPECT_NE(text_of_file(files.certificate), first);
    EXPECT_TRUE(TlsContext::load(files).ok());
}

TEST_F(Certificate, of_ours_without_its_key_is_made_again) {
    const auto files = ensure().value();
    fs::remove(files.key);
    ASSERT_TRUE(ensure().ok());
    EXPECT_TRUE(TlsContext::load(files).ok());
    write(files.key, "damaged");
    ASSERT_TRUE(ensure().ok());
    EXPECT_TRUE(TlsContext::load(files).ok());
}

TEST_F(Certificate, of_an_operator_is_never_touched) {
    const auto files = ensure().value();
    put_certificate(files, "fruit.example", "fruit.example");
    const auto before = text_of_file(files.certificate);
    ASSERT_TRUE(ensure().ok());
    EXPECT_EQ(text_of_file(files.certificate), before);
    fs::remove(files.key);
    EXPECT_EQ(ensure().error().code, "tls.files");
    EXPECT_EQ(text_of_file(files.certificate), before);
    fs::remove(files.certificate);
    write(files.key, "key of an operator");
    EXPECT_EQ(ensure().error().code, "tls.files");
    EXPECT_EQ(text_of_file(files.key), "key of an operator");
}

TEST_F(Certificate, is_self_signed_or_issued) {
    const auto files = ensure().value();
    put_certificate(files, "fruit.example", "fruit.example");
    EXPECT_TRUE(TlsContext::load(files).value()->is_self_signed());
    put_certificate(files, "fruit.example", "Some authority");
    EXPECT_FALSE(TlsContext::load(files).value()->is_self_signed());
}

TEST_F(Certificate, host_names_that_are_none_are_left_out) {
    const auto files = ensure_development_certificate(folder_, "a,IP:1.2.3.4", clock_, random_);
    ASSERT_TRUE(files.ok());
    EXPECT_EQ(X509_check_ip_asc(certificate_in(files->certificate).get(), "1.2.3.4", 0), 0);
}

TEST_F(Certificate, refuses_a_folder_that_cannot_be_made) {
    write(temporary_.path() / "data", "a file in the way");
    EXPECT_EQ(ensure().error().code, "tls.files");
}

TEST_F(Certificate, changes_are_seen_and_bad_files_change_nothing) {
    const auto files = ensure().value();
    auto context = TlsContext::load(files).value();
    const auto first = context->current();
    EXPECT_EQ(context->reload_if_changed().value(), false);

    const auto good_key = text_of_file(files.key);
    write(files.key, "not a key, and longer than before or shorter");
    EXPECT_EQ(context->reload_if_changed().error().code, "tls.certificate");
    EXPECT_EQ(context->current(), first);
    EXPECT_EQ(context->reload_if_changed().value(), false) << "told once";

    write(files.key, good_key);
    EXPECT_EQ(context->reload_if_changed().value(), true);
    EXPECT_NE(context->current(), first);
    EXPECT_TRUE(context->reload().ok()) << "asked for, whether changed or not";
}

TEST_F(Certificate, refuses_missing_files_and_foreign_keys) {
    const auto files = ensure().value();
    EXPECT_EQ(TlsContext::load({files.certificate, folder_ / "none.pem"}).error().code, "tls.certificate");
    EXPECT_EQ(TlsContext::load({folder_ / "none.pem", files.key}).error().code, "tls.certificate");
    const auto others = ensure_development_certificate(temporary_.path() / "others", "h", clock_, random_).value();
    EXPECT_EQ(TlsContext::load({files.certificate, others.key}).error().code, "tls.certificate");
}

}  // namespace
}  // namespace qy::transport
