// FF1: NIST's nine samples through the template that runs SM4, and the fast form against the general one.
#include "crypto/ff1.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <memory>
#include <string>

#include "base/random.h"
#include "crypto/sm4.h"

namespace qy::crypto {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

class Aes {
 public:
    static constexpr std::size_t block_bytes = 16;
    explicit Aes(const Bytes& key) : context_(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
        const EVP_CIPHER* kind = key.size() == 16   ? EVP_aes_128_ecb()
                                 : key.size() == 24 ? EVP_aes_192_ecb()
                                                    : EVP_aes_256_ecb();
        QY_ASSERT(EVP_EncryptInit_ex(context_.get(), kind, nullptr, key.data(), nullptr) == 1);
    }
    void encrypt_block(const std::uint8_t* in, std::uint8_t* out) {
        int size = 0;
        QY_ASSERT(EVP_EncryptUpdate(context_.get(), out, &size, in, 16) == 1 && size == 16);
    }

 private:
    std::shared_ptr<EVP_CIPHER_CTX> context_;
};

ff1::Numerals numerals(std::string_view text) {
    ff1::Numerals out;
    for (const char c : text) out.push_back(static_cast<std::uint16_t>(kAlphabet.find(c)));
    return out;
}

std::string text(const ff1::Numerals& digits) {
    std::string out;
    for (const std::uint16_t digit : digits) out += kAlphabet[digit];
    return out;
}

struct Sample {
    int number;
    std::string key;
    std::uint32_t radix;
    std::string tweak;
    std::string plain;
    std::string cipher;
};

const std::string kAes128 = "2b7e151628aed2a6abf7158809cf4f3c";
const std::string kAes192 = kAes128 + "ef4359d8d580aa4f";
const std::string kAes256 = kAes192 + "7f036d6f04fc6a94";
const std::string kTweak10 = "39383736353433323130";
const std::string kTweak11 = "3737373770717273373737";

// NIST, "FF1 samples" to SP 800-38G
const Sample kSamples[] = {
    {1, kAes128, 10, "", "0123456789", "2433477484"},
    {2, kAes128, 10, kTweak10, "0123456789", "6124200773"},
    {3, kAes128, 36, kTweak11, "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
    {4, kAes192, 10, "", "0123456789", "2830668132"},
    {5, kAes192, 10, kTweak10, "0123456789", "2496655549"},
    {6, kAes192, 36, kTweak11, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"},
    {7, kAes256, 10, "", "0123456789", "6657667009"},
    {8, kAes256, 10, kTweak10, "0123456789", "1001623463"},
    {9, kAes256, 36, kTweak11, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"},
};

TEST(Ff1, GivesTheSamplesOfNist) {
    for (const Sample& row : kSamples) {
        const Ff1<Aes> ff1(Aes(from_hex(row.key).value()), row.radix);
        const Bytes tweak = from_hex(row.tweak).value();
        EXPECT_EQ(text(ff1.encrypt(numerals(row.plain), tweak)), row.cipher) << "sample " << row.number;
        EXPECT_EQ(text(ff1.decrypt(numerals(row.cipher), tweak)), row.plain) << "sample " << row.number;
    }
}

TEST(Ff1, EveryRadixAndLengthComesBack) {
    SeededRandom random(38);
    struct Row {
        std::uint32_t radix;
        std::size_t size;
        std::size_t tweak_bytes;
    };
    // 20 and 64 numerals: one block, and several, of stretched output; 2: the shortest that the largest radix allows.
    for (const Row& row :
         {Row{2, 20, 0}, Row{2, 64, 1}, Row{10, 6, 40}, Row{10, 19, 3}, Row{10, 56, 15}, Row{10, 57, 16},
          Row{16, 200, 17}, Row{36, 1024, 5}, Row{65'535, 2, 3}, Row{65'536, 2, 3}, Row{65'536, 33, 3}}) {
        const Ff1<Sm4> ff1(Sm4(sm4_key_of(random.bytes(16))), row.radix);
        ff1::Numerals plain;
        for (std::size_t i = 0; i < row.size; ++i) {
            const Bytes two = random.bytes(2);
            plain.push_back(static_cast<std::uint16_t>((two[0] * 256U + two[1]) % row.radix));
        }
        const Bytes tweak = random.bytes(row.tweak_bytes);
        const auto cipher = ff1.encrypt(plain, tweak);
        EXPECT_NE(cipher, plain) << row.radix << "^" << row.size;
        EXPECT_EQ(ff1.decrypt(cipher, tweak), plain) << row.radix << "^" << row.size;
    }
}

TEST(Ff1DeathTest, RefusesDomainsBelowAMillionAndForeignNumerals) {
    const Ff1<Sm4> decimal(Sm4(sm4_key_of(Bytes(16, 1))), 10);
    EXPECT_EQ(decimal.encrypt(ff1::Numerals(6, 9), {}).size(), 6U);
    EXPECT_DEATH((void)decimal.encrypt(ff1::Numerals(5, 9), {}), "domain");
    EXPECT_DEATH((void)decimal.encrypt(ff1::Numerals(6, 10), {}), "numeral");
    EXPECT_EQ(decimal.encrypt(ff1::Numerals(1024, 9), {}).size(), 1024U);
    EXPECT_DEATH((void)decimal.encrypt(ff1::Numerals(1025, 9), {}), "numerals_max");
}

template <class Cipher>
void fast_form_equals_general_form(const Cipher& cipher, std::uint64_t seed) {
    SeededRandom random(seed);
    const std::array<std::uint8_t, 3> tweak = {'Q', 'Y', '1'};
    const Ff1<Cipher> general(cipher, 10);
    const Ff1Decimal19<Cipher> fast(cipher, tweak);
    for (int i = 0; i < 300; ++i) {
        ff1::Numerals plain;
        for (const std::uint8_t byte : random.bytes(19)) plain.push_back(byte % 10);
        if (i == 0) plain.assign(19, 0);
        if (i == 1) plain.assign(19, 9);
        const std::string digits = text(plain);
        const typename Ff1Decimal19<Cipher>::Digits halves{std::stoull(digits.substr(0, 9)),
                                                           std::stoull(digits.substr(9))};
        const std::string expected = text(general.encrypt(plain, tweak));
        const auto cipher_halves = fast.encrypt(halves);
        EXPECT_EQ(cipher_halves.left, std::stoull(expected.substr(0, 9))) << digits;
        EXPECT_EQ(cipher_halves.right, std::stoull(expected.substr(9))) << digits;
        EXPECT_EQ(fast.decrypt(cipher_halves), halves) << digits;
    }
}

TEST(Ff1Decimal19, EqualsTheGeneralFormForAesAndSm4) {
    fast_form_equals_general_form(Aes(from_hex(kAes128).value()), 1);
    fast_form_equals_general_form(Sm4(sm4_key_of(from_hex(kAes128).value())), 2);
}

}  // namespace
}  // namespace qy::crypto
