#include "sm2_key.h"

#include <openssl/core_names.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>

#include <algorithm>

#include "base/limits.h"

namespace qy::crypto {

namespace {

constexpr std::size_t kNumberBytes = 32;
constexpr std::uint8_t kUncompressed = 0x04;

/// Never ask on the terminal for the password of an encrypted PEM: it fails instead.
int no_password(char*, int, int, void*) {
    return -1;
}

Handle<BIO> reader(std::string_view text) {
    Handle<BIO> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    QY_ASSERT(bio != nullptr);
    return bio;
}

std::string contents(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    QY_ASSERT(size > 0);
    return {data, static_cast<std::size_t>(size)};
}

std::array<std::uint8_t, kNumberBytes> number_of(const EVP_PKEY& key, const char* name) {
    BIGNUM* number = nullptr;
    QY_ASSERT(EVP_PKEY_get_bn_param(&key, name, &number) == 1);
    const Handle<BIGNUM> owner(number);
    std::array<std::uint8_t, kNumberBytes> out{};
    QY_ASSERT(BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) == static_cast<int>(out.size()));
    return out;
}

Error malformed() {
    return invalid("sm2.key_malformed").because(take_openssl_errors());
}

Handle<BIGNUM> number_of(ByteView bytes) {
    Handle<BIGNUM> number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    QY_ASSERT(number != nullptr);
    return number;
}

}  // namespace

Result<std::shared_ptr<EVP_PKEY>> require_sm2(Handle<EVP_PKEY> key) {
    if (key == nullptr) return malformed();
    if (EVP_PKEY_is_a(key.get(), "SM2") != 1) return invalid("sm2.key_wrong_type");
    return std::shared_ptr<EVP_PKEY>(key.release(), OpensslRelease());
}

Result<std::shared_ptr<EVP_PKEY>> make_sm2_key(const Sm2Point& point, const BIGNUM* scalar) {
    std::array<std::uint8_t, 1 + sizeof(Sm2Point)> encoded{kUncompressed};
    std::copy(point.begin(), point.end(), encoded.begin() + 1);
    const Handle<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    QY_ASSERT(builder != nullptr);
    QY_ASSERT(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) == 1);
    QY_ASSERT(
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(), encoded.size()) == 1);
    if (scalar != nullptr) {
        QY_ASSERT(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1);
    }
    const Handle<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
    QY_ASSERT(parameters != nullptr && context != nullptr);
    QY_ASSERT(EVP_PKEY_fromdata_init(context.get()) == 1);
    EVP_PKEY* raw = nullptr;
    const int selection = scalar != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (EVP_PKEY_fromdata(context.get(), &raw, selection, parameters.get()) != 1) return malformed();
    Handle<EVP_PKEY> key(raw);
    const Handle<EVP_PKEY_CTX> check(EVP_PKEY_CTX_new_from_pkey(nullptr, raw, nullptr));
    QY_ASSERT(check != nullptr);
    if (EVP_PKEY_public_check(check.get()) != 1) return malformed();
    return require_sm2(std::move(key));
}

std::optional<Sm2Point> point_of(const BIGNUM& scalar) {
    const Handle<EC_GROUP> group(EC_GROUP_new_by_curve_name(NID_sm2));
    QY_ASSERT(group != nullptr);
    const Handle<BIGNUM> limit(BN_dup(EC_GROUP_get0_order(group.get())));
    QY_ASSERT(limit != nullptr && BN_sub_word(limit.get(), 2) == 1);
    if (BN_is_zero(&scalar) || BN_is_negative(&scalar) || BN_cmp(&scalar, limit.get()) > 0) return std::nullopt;
    const Handle<EC_POINT> point(EC_POINT_new(group.get()));
    QY_ASSERT(point != nullptr);
    QY_ASSERT(EC_POINT_mul(group.get(), point.get(), &scalar, nullptr, nullptr, nullptr) == 1);
    std::array<std::uint8_t, 1 + sizeof(Sm2Point)> encoded{};
    QY_ASSERT(EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(),
                                 encoded.size(), nullptr) == encoded.size());
    Sm2Point out{};
    std::copy_n(encoded.begin() + 1, out.size(), out.begin());
    return out;
}

Sm2Point point_of(const EVP_PKEY& key) {
    const auto x = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X);
    const auto y = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y);
    Sm2Point out{};
    std::copy(x.begin(), x.end(), out.begin());
    std::copy(y.begin(), y.end(), out.begin() + kNumberBytes);
    return out;
}

Secret<Bytes> scalar_of(const EVP_PKEY& key) {
    auto number = number_of(key, OSSL_PKEY_PARAM_PRIV_KEY);
    Secret<Bytes> out(Bytes(number.begin(), number.end()));
    wipe(number.data(), number.size());
    return out;
}

Result<Sm2PublicKey> Sm2PublicKey::from_point(ByteView point) {
    if (point.size() == sizeof(Sm2Point) + 1 && point.front() == kUncompressed) point = point.subspan(1);
    if (point.size() != sizeof(Sm2Point)) return invalid("sm2.key_malformed");
    Sm2Point copy{};
    std::copy(point.begin(), point.end(), copy.begin());
    QY_TRY(key, make_sm2_key(copy, nullptr));
    return Sm2PublicKey(std::move(key), copy);
}

Result<Sm2PublicKey> Sm2PublicKey::from_pem(std::string_view pem) {
    if (pem.empty() || pem.size() > limits::pem_bytes_max) return invalid("sm2.key_malformed");
    Handle<EVP_PKEY> read(PEM_read_bio_PUBKEY(reader(pem).get(), nullptr, &no_password, nullptr));
    QY_TRY(key, require_sm2(std::move(read)));
    // Built anew from its point, so that nothing but the named curve remains of what the file said.
    return from_point(point_of(*key));
}

std::string Sm2PublicKey::to_pem() const {
    const Handle<BIO> bio(BIO_new(BIO_s_mem()));
    QY_ASSERT(bio != nullptr);
    QY_ASSERT(PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1);
    return contents(bio.get());
}

Sm2PrivateKey Sm2PrivateKey::generate() {
    auto key = require_sm2(Handle<EVP_PKEY>(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")));
    QY_ASSERT(key.ok());
    const Sm2Point point = point_of(**key);
    return Sm2PrivateKey(Sm2PublicKey(*key, point));
}

Result<Sm2PrivateKey> Sm2PrivateKey::from_scalar(ByteView scalar) {
    if (scalar.size() != kNumberBytes) return invalid("sm2.key_malformed");
    const Handle<BIGNUM> number = number_of(scalar);
    const auto point = point_of(*number);
    if (!point) return invalid("sm2.key_malformed");
    QY_TRY(key, make_sm2_key(*point, number.get()));
    return Sm2PrivateKey(Sm2PublicKey(std::move(key), *point));
}

Result<Sm2PrivateKey> Sm2PrivateKey::from_pem(const SecretText& pem) {
    if (pem.expose().empty() || pem.expose().size() > limits::pem_bytes_max) return invalid("sm2.key_malformed");
    Handle<EVP_PKEY> read(PEM_read_bio_PrivateKey(reader(pem.expose()).get(), nullptr, &no_password, nullptr));
    QY_TRY(key, require_sm2(std::move(read)));
    QY_TRY(made, from_scalar(scalar_of(*key).expose()));
    if (made.public_key().point() != point_of(*key)) return invalid("sm2.key_malformed");
    return made;
}

Secret<Bytes> Sm2PrivateKey::scalar() const {
    return scalar_of(*public_key_.key_);
}

SecretText Sm2PrivateKey::to_pem() const {
    const Handle<BIO> bio(BIO_new(BIO_s_secmem()));
    QY_ASSERT(bio != nullptr);
    QY_ASSERT(PEM_write_bio_PKCS8PrivateKey(bio.get(), public_key_.key_.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
              1);
    return SecretText(contents(bio.get()));
}

}  // namespace qy::crypto
