// SM3, HMAC-SM3 and HKDF-SM3 against the standards' own answers.
#include "crypto/sm3.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace qy::crypto {
namespace {

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

Bytes unhex(std::string_view text) {
    return from_hex(text).value();
}

struct HashRow {
    const char* source;
    Bytes input;
    const char* digest;
};

std::vector<HashRow> hash_rows() {
    return {
        {"GB/T 32905-2016 A.1", unhex("616263"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
        {"GB/T 32905-2016 A.2", unhex(repeated("61626364", 16)),
         "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
        {"the empty text", {}, "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"},
        {"the Z value of a certificate authority's key",
         unhex("008031323334353637383132333435363738FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC28"
               "E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E9332C4AE2C1F1981195F9904466A39C9948FE30BBF"
               "F2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0D69C2F1EEC3BFB"
               "6B95B30C28085C77B125D77A9C39525D8190768F37D6B205B589DCD316BBE7D89A9DC21917F17799E698531F5E6E3E10BD3137"
               "0B259C3F81C3"),
         "4d38d2958ca7fd2cfae3af04486959cf92c8ef48e8b83a05c112e739d5f181d0"},
    };
}

TEST(Sm3, GivesTheDigestsOfTheStandard) {
    for (const auto& row : hash_rows()) {
        EXPECT_EQ(to_hex(sm3(row.input)), row.digest) << row.source;
    }
}

TEST(Sm3, PiecesGiveTheDigestOfTheWhole) {
    for (const auto& row : hash_rows()) {
        Sm3 hash;
        for (const std::uint8_t byte : row.input) hash.update({&byte, 1});
        EXPECT_EQ(to_hex(hash.finish()), row.digest) << row.source;
        EXPECT_EQ(hash.finish(), sm3({})) << "a finished object starts anew";
    }
}

TEST(Sm3, ACopyGoesOnFromTheSameState) {
    Sm3 first;
    first.update(bytes_of("ab"));
    Sm3 second(first);
    Sm3 third;
    third = first;
    first.update(bytes_of("x"));
    EXPECT_EQ(second.update(bytes_of("c")).finish(), sm3(bytes_of("abc")));
    EXPECT_EQ(third.finish(), sm3(bytes_of("ab")));
    EXPECT_EQ(first.finish(), sm3(bytes_of("abx")));
}

struct MacRow {
    Bytes key;
    std::string message;
    const char* mac;
};

// GM/T 0042-2015 D.3
std::vector<MacRow> mac_rows() {
    const std::string alphabet = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    return {
        {unhex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"), repeated(alphabet, 2),
         "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"},
        {unhex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425"), repeated("\xcd", 50),
         "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae"},
        {unhex(repeated("0b", 32)), "Hi There", "c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e"},
        {unhex("4a656665"), "what do ya want for nothing?",
         "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"},
    };
}

TEST(HmacSm3, GivesTheMacsOfTheStandard) {
    for (const auto& row : mac_rows()) {
        EXPECT_EQ(to_hex(hmac_sm3(row.key, bytes_of(row.message))), row.mac);
        const HmacSm3 prepared(row.key);
        const auto half = row.message.size() / 2;
        const auto message = bytes_of(row.message);
        EXPECT_EQ(to_hex(prepared.mac({message.first(half), message.subspan(half)})), row.mac);
        EXPECT_EQ(to_hex(prepared.mac(message)), row.mac) << "the same key a second time";
    }
}

TEST(HmacSm3, OneKeyServesManyThreads) {
    const HmacSm3 prepared(bytes_of("key"));
    const Digest expected = hmac_sm3(bytes_of("key"), bytes_of("message"));
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (auto& count : wrong) {
        threads.emplace_back([&prepared, &expected, &count] {
            for (int i = 0; i < 500; ++i) count += prepared.mac(bytes_of("message")) == expected ? 0 : 1;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(HkdfSm3, TellsUsesApartAndExtendsWithoutChangingItsBeginning) {
    const auto key = bytes_of("key material");
    const auto salt = bytes_of("salt");
    const auto long_one = hkdf_sm3(key, salt, bytes_of("one"), 100);
    for (const std::size_t size : {1U, 31U, 32U, 33U, 64U, 100U}) {
        const auto part = hkdf_sm3(key, salt, bytes_of("one"), size);
        ASSERT_EQ(part.expose().size(), size);
        EXPECT_TRUE(std::equal(part.expose().begin(), part.expose().end(), long_one.expose().begin())) << size;
    }
    EXPECT_NE(hkdf_sm3(key, salt, bytes_of("two"), 100).expose(), long_one.expose());
    EXPECT_NE(hkdf_sm3(key, {}, bytes_of("one"), 100).expose(), long_one.expose());
}

TEST(HkdfSm3DeathTest, RefusesSizesBeyondItsLimit) {
    EXPECT_EQ(hkdf_sm3({}, {}, {}, 255 * 32 - 1).expose().size(), 255U * 32 - 1);
    EXPECT_EQ(hkdf_sm3({}, {}, {}, 255 * 32).expose().size(), 255U * 32);
    EXPECT_DEATH((void)hkdf_sm3({}, {}, {}, 255 * 32 + 1), "size");
    EXPECT_DEATH((void)hkdf_sm3({}, {}, {}, 0), "size");
}

}  // namespace
}  // namespace qy::crypto
