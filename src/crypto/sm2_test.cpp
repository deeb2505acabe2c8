// SM2: published answers, every pitfall that OpenSSL sets, and refusals.
#include "crypto/sm2.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <set>
#include <string>

#include "base/limits.h"
#include "sm2_key.h"

namespace qy::crypto {
namespace {

Bytes unhex(std::string_view text) {
    return from_hex(text).value();
}

// GB/T 32918-2016 over the curve of GB/T 32918.5: the example key pair.
constexpr std::string_view kScalar = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
constexpr std::string_view kPoint =
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a"
    "6632f6072da9ad13";
constexpr std::string_view kMessage = "message digest";
constexpr std::string_view kSignature =
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
constexpr std::string_view kCiphertextDer =
    "307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73022100e858f9d81e5430a57b36daab8f950a3c64e6"
    "ee6a63094d99283aff767e124df0042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766041321886ca989ca9c"
    "7d58087307ca93092d651efa";
constexpr std::string_view kOrder = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";

Sm2PrivateKey example_key() {
    return Sm2PrivateKey::from_scalar(unhex(kScalar)).value();
}

Sm2Signature example_signature() {
    return sm2_read_signature(unhex(kSignature)).value().signature;
}

std::string code_of(const auto& result) {
    return result.ok() ? "ok" : result.error().code;
}

TEST(Sm2, ThePublicKeyBelongsToTheScalar) {
    EXPECT_EQ("04" + to_hex(example_key().public_key().point()), kPoint);
    EXPECT_EQ(to_hex(example_key().scalar().expose()), kScalar);
}

TEST(Sm2, ZAndTheMessageDigestAreThoseOfTheStandard) {
    const auto point = example_key().public_key().point();
    EXPECT_EQ(to_hex(sm2_z(point)), "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3");
    EXPECT_EQ(to_hex(sm2_message_digest(point, bytes_of(kMessage))),
              "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
}

TEST(Sm2, ThePublishedSignatureVerifies) {
    const auto key = Sm2PublicKey::from_point(unhex(kPoint)).value();
    EXPECT_TRUE(key.verify(bytes_of(kMessage), example_signature()).ok());
    EXPECT_EQ(code_of(key.verify(bytes_of("message digesT"), example_signature())), "sm2.signature_wrong");
    EXPECT_EQ(code_of(key.verify(bytes_of(kMessage), example_signature(), "another id")), "sm2.signature_wrong");
}

TEST(Sm2, ThePublishedCiphertextDecrypts) {
    const auto ciphertext = sm2_read_ciphertext(unhex(kCiphertextDer), Sm2Form::der).value();
    EXPECT_EQ(text_of(example_key().decrypt(ciphertext).value().expose()), "encryption standard");
}

TEST(Sm2, SignaturesVerifyWithTheSameIdOnly) {
    const auto key = Sm2PrivateKey::generate();
    const std::string longest(8190, 'i');
    for (const std::string& id : {std::string(sm2_default_id), std::string("i"), longest}) {
        const auto signature = key.sign(bytes_of(kMessage), id);
        EXPECT_TRUE(key.public_key().verify(bytes_of(kMessage), signature, id).ok()) << id.size();
        EXPECT_FALSE(key.public_key().verify(bytes_of(kMessage), signature, "other " + id.substr(0, 16)).ok());
    }
    EXPECT_EQ(code_of(key.public_key().verify(bytes_of(kMessage), key.sign(bytes_of(kMessage), "x"))),
              "sm2.signature_wrong");
    EXPECT_DEATH((void)key.sign(bytes_of(kMessage), longest + "i"), "kIdBytesMax");
    EXPECT_DEATH((void)key.sign(bytes_of(kMessage), ""), "id.empty");
}

// A signature made with no id set would verify under the empty id; ours must be the one with the default id.
TEST(Sm2, SignsWithTheDefaultIdAndNotWithTheEmptyOne) {
    const auto key = Sm2PrivateKey::generate();
    const auto signature = sm2_write_signature(key.sign(bytes_of(kMessage)), Sm2Form::der);
    for (const std::string& id : {std::string(), std::string(sm2_default_id)}) {
        const auto raw_key = make_sm2_key(key.public_key().point(), nullptr).value();
        const Handle<EVP_MD_CTX> context(EVP_MD_CTX_new());
        EVP_PKEY_CTX* operation = nullptr;
        ASSERT_EQ(EVP_DigestVerifyInit(context.get(), &operation, EVP_sm3(), nullptr, raw_key.get()), 1);
        if (!id.empty()) {
            ASSERT_EQ(EVP_PKEY_CTX_set1_id(operation, id.data(), static_cast<int>(id.size())), 1);
        }
        EXPECT_EQ(EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(kMessage).data(),
                                   kMessage.size()) == 1,
                  id == sm2_default_id)
            << "id '" << id << "'";
    }
}

TEST(Sm2, NoTwoSignaturesAreAlikeAndAllVerify) {
    const auto key = Sm2PrivateKey::generate();
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        const auto signature = key.sign({});
        EXPECT_TRUE(key.public_key().verify({}, signature).ok());
        seen.insert(to_hex(signature));
    }
    EXPECT_EQ(seen.size(), 50U);
}

TEST(Sm2, SignaturesOutOfRangeAreWrong) {
    const auto key = example_key().public_key();
    const std::string zero(64, '0');
    const std::string r = std::string(kSignature.substr(0, 64));
    const std::string s = std::string(kSignature.substr(64));
    const std::string order(kOrder);
    for (const std::string& wrong :
         {zero + s, r + zero, zero + zero, order + s, r + order, s + r, std::string(128, 'f')}) {
        const auto signature = sm2_read_signature(unhex(wrong)).value().signature;
        EXPECT_EQ(code_of(key.verify(bytes_of(kMessage), signature)), "sm2.signature_wrong") << wrong;
    }
}

TEST(Sm2, EncryptionKeepsToItsLimits) {
    const auto key = Sm2PrivateKey::generate();
    for (const std::size_t size : {std::size_t{1}, std::size_t{16}, std::size_t{32}, std::size_t{33},
                                   limits::sm2_plaintext_bytes_max - 1, limits::sm2_plaintext_bytes_max}) {
        const Bytes plain(size, 0x5A);
        const auto ciphertext = key.public_key().encrypt(plain);
        ASSERT_TRUE(ciphertext.ok()) << size;
        EXPECT_EQ(ciphertext->c2.size(), size);
        EXPECT_EQ(key.decrypt(*ciphertext).value().expose(), plain) << size;
    }
    EXPECT_EQ(code_of(key.public_key().encrypt({})), "sm2.plaintext_empty");
    EXPECT_EQ(code_of(key.public_key().encrypt(Bytes(limits::sm2_plaintext_bytes_max + 1, 1))),
              "sm2.plaintext_too_long");
}

TEST(Sm2, AChangedCiphertextDoesNotDecrypt) {
    const auto key = Sm2PrivateKey::generate();
    const auto good = key.public_key().encrypt(bytes_of("0123456789abcdef0123456789abcdef")).value();
    auto x = good;
    x.x[31] ^= 1;
    auto infinity = good;
    infinity.x.fill(0);
    infinity.y.fill(0);
    auto c3 = good;
    c3.c3[0] ^= 1;
    auto c2 = good;
    c2.c2[0] ^= 1;
    auto shorter = good;
    shorter.c2.pop_back();
    auto empty = good;
    empty.c2.clear();
    for (const auto& wrong : {x, infinity, c3, c2, shorter, empty}) {
        EXPECT_EQ(code_of(key.decrypt(wrong)), "sm2.decrypt_failed");
    }
    EXPECT_EQ(code_of(Sm2PrivateKey::generate().decrypt(good)), "sm2.decrypt_failed") << "another key";
    EXPECT_TRUE(key.decrypt(good).ok());
}

TEST(Sm2, KeysComeBackFromEveryForm) {
    const auto key = Sm2PrivateKey::generate();
    const auto pem = key.to_pem();
    EXPECT_TRUE(pem.expose().starts_with("-----BEGIN PRIVATE KEY-----"));
    const auto from_pem = Sm2PrivateKey::from_pem(pem);
    ASSERT_TRUE(from_pem.ok()) << code_of(from_pem);
    EXPECT_EQ(from_pem->scalar().expose(), key.scalar().expose());
    const auto signature = from_pem->sign(bytes_of(kMessage));

    const Sm2Point& point = key.public_key().point();
    Bytes with_04 = {0x04};
    with_04.insert(with_04.end(), point.begin(), point.end());
    for (const auto& read : {Sm2PublicKey::from_point(point), Sm2PublicKey::from_point(with_04),
                             Sm2PublicKey::from_pem(key.public_key().to_pem())}) {
        ASSERT_TRUE(read.ok()) << code_of(read);
        EXPECT_EQ(read->point(), point);
        EXPECT_TRUE(read->verify(bytes_of(kMessage), signature).ok());
    }
}

TEST(Sm2, ScalarsEndTwoBelowTheOrder) {
    Bytes scalar = unhex(kOrder);
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(scalar)), "sm2.key_malformed");
    scalar.back() -= 1;
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(scalar)), "sm2.key_malformed") << "n - 1 has no inverse of 1 + d";
    scalar.back() -= 1;
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(scalar)), "ok");
    Bytes one(32, 0);
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(one)), "sm2.key_malformed");
    one.back() = 1;
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(one)), "ok");
    EXPECT_EQ(to_hex(Sm2PrivateKey::from_scalar(one)->scalar().expose()), std::string(63, '0') + "1");
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(Bytes(31, 1))), "sm2.key_malformed");
    EXPECT_EQ(code_of(Sm2PrivateKey::from_scalar(Bytes(33, 1))), "sm2.key_malformed");
}

TEST(Sm2, PointsThatAreNotOnTheCurveAreRefused) {
    Bytes off_curve = unhex(kPoint);
    off_curve.back() ^= 1;
    Bytes compressed(off_curve.begin(), off_curve.begin() + 33);
    compressed[0] = 0x02;
    Bytes wrong_first = unhex(kPoint);
    wrong_first[0] = 0x06;
    for (const Bytes& wrong :
         {Bytes(), off_curve, compressed, wrong_first, Bytes(64, 0), Bytes(65, 0), Bytes(63, 1), Bytes(66, 4)}) {
        EXPECT_EQ(code_of(Sm2PublicKey::from_point(wrong)), "sm2.key_malformed") << wrong.size();
    }
}

std::string pem_of(EVP_PKEY* key, bool secret) {
    const Handle<BIO> bio(BIO_new(BIO_s_mem()));
    QY_ASSERT((secret ? PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
                      : PEM_write_bio_PUBKEY(bio.get(), key)) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

TEST(Sm2, KeysOfOtherKindsAreRefused) {
    const Handle<EVP_PKEY> p256(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Handle<EVP_PKEY> ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    for (EVP_PKEY* key : {p256.get(), ed25519.get()}) {
        EXPECT_EQ(code_of(Sm2PublicKey::from_pem(pem_of(key, false))), "sm2.key_wrong_type");
        EXPECT_EQ(code_of(Sm2PrivateKey::from_pem(SecretText(pem_of(key, true)))), "sm2.key_wrong_type");
    }
    for (const std::string& text :
         {std::string(), std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
          std::string(limits::pem_bytes_max + 1, 'A')}) {
        EXPECT_EQ(code_of(Sm2PublicKey::from_pem(text)), "sm2.key_malformed");
        EXPECT_EQ(code_of(Sm2PrivateKey::from_pem(SecretText(text))), "sm2.key_malformed");
    }
}

// OpenSSL makes a key of type EC over the SM2 curve when asked for EC and a group. It refuses the user id and would
// then sign by another algorithm.
TEST(Sm2, AnEcKeyOverTheSm2CurveIsRefusedUntilItIsReadAsSm2) {
    Handle<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "SM2"));
    ASSERT_NE(key, nullptr);
    const std::string pem = pem_of(key.get(), true);
    EXPECT_EQ(code_of(require_sm2(std::move(key))), "sm2.key_wrong_type");
    const auto read = Sm2PrivateKey::from_pem(SecretText(pem));
    ASSERT_TRUE(read.ok()) << code_of(read);
    EXPECT_TRUE(read->public_key().verify(bytes_of(kMessage), read->sign(bytes_of(kMessage))).ok());
}

TEST(Sm2, AnEncryptedPemFailsInsteadOfAskingForItsPassword) {
    const Handle<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"));
    const Handle<BIO> bio(BIO_new(BIO_s_mem()));
    ASSERT_EQ(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), EVP_aes_128_cbc(), "password", 8, nullptr, nullptr),
              1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    const auto read = Sm2PrivateKey::from_pem(SecretText(std::string(data, static_cast<std::size_t>(size))));
    EXPECT_EQ(code_of(read), "sm2.key_malformed");
}

TEST(Sm2, ErrorsTellTheOperatorWhyAndLeaveNothingBehind) {
    auto off_curve = unhex(kPoint);
    off_curve.back() ^= 1;
    const auto read = Sm2PublicKey::from_point(off_curve);
    ASSERT_FALSE(read.ok());
    EXPECT_NE(read.error().detail.text, "");
    EXPECT_EQ(take_openssl_errors(), "");
}

}  // namespace
}  // namespace qy::crypto
