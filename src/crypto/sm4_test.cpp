// SM4 against the standard's answers, and the modes against their published vectors.
#include "crypto/sm4.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace qy::crypto {
namespace {

Bytes unhex(std::string_view text) {
    return from_hex(text).value();
}

// GB/T 32907-2016 A.1: key, plaintext and the iv of the mode vectors are the same sixteen bytes.
const Bytes kSixteen = unhex("0123456789abcdeffedcba9876543210");

Sm4Key key() {
    return sm4_key_of(kSixteen);
}

Sm4Iv iv() {
    Sm4Iv out{};
    std::copy_n(kSixteen.begin(), out.size(), out.begin());
    return out;
}

TEST(Sm4, EncryptsTheBlockOfTheStandard) {
    Sm4 cipher(key());
    Bytes block = kSixteen;
    cipher.encrypt_block(block.data(), block.data());
    EXPECT_EQ(to_hex(block), "681edf34d206965e86b3e94f536e4246");
}

TEST(Sm4, AMillionTimesGivesTheSecondAnswerOfTheStandard) {
    Sm4 cipher(key());
    Bytes block = kSixteen;
    for (int i = 0; i < 1'000'000; ++i) cipher.encrypt_block(block.data(), block.data());
    EXPECT_EQ(to_hex(block), "595298c7c6fd271f0402f804c33d3f66");
}

TEST(Sm4, ACopyHasTheKey) {
    const Sm4 cipher(key());
    Sm4 copy(cipher);
    Sm4 assigned(sm4_key_of(Bytes(16, 0)));
    assigned = cipher;
    for (Sm4* each : {&copy, &assigned}) {
        Bytes block = kSixteen;
        each->encrypt_block(block.data(), block.data());
        EXPECT_EQ(to_hex(block), "681edf34d206965e86b3e94f536e4246");
    }
}

TEST(Sm4Cbc, GivesThePublishedCiphertextAndAddsAPaddingBlock) {
    const Bytes plain = unhex("0123456789abcdeffedcba98765432100123456789abcdeffedcba9876543210");
    const Bytes cipher = sm4_cbc_encrypt(key(), iv(), plain);
    ASSERT_EQ(cipher.size(), plain.size() + 16);
    EXPECT_EQ(to_hex(ByteView(cipher).first(plain.size())),
              "2677f46b09c122cc975533105bd4a22af6125f7275ce552c3a2bbcf533de8a3b");
    EXPECT_EQ(sm4_cbc_decrypt(key(), iv(), cipher).value(), plain);
}

TEST(Sm4Cbc, EveryLengthComesBack) {
    for (std::size_t size = 0; size <= 49; ++size) {
        const Bytes plain(size, 0xA5);
        const Bytes cipher = sm4_cbc_encrypt(key(), iv(), plain);
        EXPECT_EQ(cipher.size(), (size / 16 + 1) * 16) << size;
        EXPECT_EQ(sm4_cbc_decrypt(key(), iv(), cipher).value(), plain) << size;
    }
}

TEST(Sm4Cbc, RefusesLengthsAndPaddingWithOneCode) {
    const Bytes cipher = sm4_cbc_encrypt(key(), iv(), bytes_of("coconut"));
    Bytes damaged = cipher;
    damaged.back() ^= 1;
    const ByteView whole(cipher);
    const Bytes seventeen(17, 0);
    for (const ByteView wrong : {ByteView(), whole.first(15), ByteView(seventeen), ByteView(damaged)}) {
        const auto result = sm4_cbc_decrypt(key(), iv(), wrong);
        ASSERT_FALSE(result.ok()) << wrong.size();
        EXPECT_EQ(result.error().code, "sm4.decrypt_failed");
        EXPECT_EQ(result.error().kind, ErrorKind::invalid);
    }
}

TEST(Sm4Ctr, GivesThePublishedCiphertextBothWays) {
    const Bytes plain = unhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeee"
        "ee"
        "aaaaaaaaaaaaaaaa");
    const Bytes cipher = sm4_ctr(key(), iv(), plain);
    EXPECT_EQ(to_hex(cipher),
              "c2b4759e78ac3cf43d0852f4e8d5f9fd7256e8a5fcb65a350ee00630912e44492a0b17e1b85b060d0fba612d8a95831638b361fd"
              "5ffacd942f081485a83ca35d");
    EXPECT_EQ(sm4_ctr(key(), iv(), cipher), plain);
    EXPECT_EQ(sm4_ctr(key(), iv(), ByteView(plain).first(5)), Bytes(cipher.begin(), cipher.begin() + 5));
    EXPECT_TRUE(sm4_ctr(key(), iv(), {}).empty());
}

}  // namespace
}  // namespace qy::crypto
