// Trace codes: every serial comes back, and a changed digit is noticed all but once in a million times.
#include "crypto/code_cipher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>

#include "base/limits.h"
#include "base/random.h"

namespace qy::crypto {
namespace {

Sm4Key key(std::uint8_t seed) {
    return sm4_key_of(Bytes(16, seed));
}

std::uint64_t number(Random& random) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : random.bytes(8)) value = value << 8U | byte;
    return value;
}

TEST(CodeCipher, AHundredThousandSerialsComeBack) {
    const CodeCipher cipher(key(7), 3);
    SeededRandom random(19);
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t serial = number(random) % limits::code_serials;
        const CodeText code = cipher.encode(serial);
        ASSERT_EQ(text_of(code).find_first_not_of("0123456789"), std::string_view::npos);
        ASSERT_EQ(code[0], '3');
        ASSERT_EQ(cipher.decode(text_of(code)), serial);
    }
}

TEST(CodeCipher, IsFf1OfSerialAndSixZerosUnderTheEpochsTweak) {
    const Ff1<Sm4> ff1(Sm4(key(7)), 10);
    for (const std::uint64_t serial : {0ULL, 1ULL, 9'999ULL, 10'000ULL, 1'234'567'890'123ULL, 9'999'999'999'999ULL}) {
        std::string digits = std::to_string(serial);
        digits = std::string(13 - digits.size(), '0') + digits + "000000";
        ff1::Numerals plain;
        for (const char c : digits) plain.push_back(static_cast<std::uint16_t>(c - '0'));
        std::string expected = "4";
        for (const std::uint16_t digit : ff1.encrypt(plain, bytes_of("QY4")))
            expected += static_cast<char>('0' + digit);
        EXPECT_EQ(text_of(CodeCipher(key(7), 4).encode(serial)), expected) << serial;
    }
}

TEST(CodeCipher, NeighboursShareNothingVisible) {
    const CodeCipher cipher(key(7), 1);
    std::set<std::string> beginnings;
    for (std::uint64_t serial = 0; serial < 1000; ++serial) {
        beginnings.emplace(text_of(cipher.encode(serial)).substr(1, 9));
    }
    EXPECT_EQ(beginnings.size(), 1000U);
}

TEST(CodeCipherDeathTest, SerialsEndWhereTheLimitSays) {
    const CodeCipher cipher(key(7), 9);
    for (const std::uint64_t serial : {std::uint64_t{0}, limits::code_serials - 1}) {
        EXPECT_EQ(cipher.decode(text_of(cipher.encode(serial))), serial);
    }
    EXPECT_DEATH((void)cipher.encode(limits::code_serials), "code_serials");
    EXPECT_DEATH((void)cipher.encode(limits::code_serials + 1), "code_serials");
}

TEST(CodeCipherDeathTest, EpochsAreOneToNine) {
    EXPECT_DEATH(CodeCipher(key(1), 0), "epoch");
    EXPECT_EQ(CodeCipher(key(1), 1).epoch(), 1);
    EXPECT_EQ(CodeCipher(key(1), 9).epoch(), 9);
    EXPECT_DEATH(CodeCipher(key(1), 10), "epoch");
}

TEST(CodeCipher, WhatIsNotACodeHasNoSerial) {
    const CodeCipher cipher(key(7), 1);
    const std::string code(text_of(cipher.encode(42)));
    std::string letter = code;
    letter[5] = 'x';
    std::string slash = code;
    slash[12] = '/';
    for (const std::string& wrong : {std::string(), code.substr(0, 19), code + "0", "2" + code.substr(1), letter, slash,
                                     " " + code.substr(1), std::string(20, '0'), std::string(20, '9')}) {
        EXPECT_EQ(cipher.decode(wrong), std::nullopt) << wrong;
    }
    EXPECT_EQ(CodeCipher(key(8), 1).decode(code), std::nullopt) << "another key";
}

TEST(CodeCipher, OneCipherServesManyThreads) {
    const CodeCipher cipher(key(7), 1);
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&cipher, &wrong, t] {
            for (std::uint64_t i = 0; i < 300; ++i) wrong[t] += cipher.decode(text_of(cipher.encode(i))) == i ? 0 : 1;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

// One in a million is expected; 8 or more of a million would happen by chance once in 100,000 seeds. The same count
// over ten million: qy_code_flips.
TEST(CodeCipher, AChangedDigitPassesAboutOnceInAMillion) {
    const CodeCipher cipher(key(7), 1);
    SeededRandom random(1'000'003);
    int accepted = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const std::uint64_t draw = number(random);
        CodeText code = cipher.encode(draw % limits::code_serials);
        char& digit = code[1 + (draw >> 44U) % 19];
        digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>((draw >> 56U) % 9)) % 10);
        accepted += cipher.decode(text_of(code)) ? 1 : 0;
    }
    EXPECT_LT(accepted, 8);
}

}  // namespace
}  // namespace qy::crypto
