// The spellings of signatures and ciphertexts: each comes back, and none is taken for another.
#include "crypto/sm2_format.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace qy::crypto {
namespace {

Bytes unhex(std::string_view text) {
    return from_hex(text).value();
}

Sm2Signature signature(std::uint8_t r_first, std::uint8_t s_first) {
    Sm2Signature out;
    out.fill(0x11);
    out[0] = r_first;
    out[32] = s_first;
    return out;
}

Sm2Ciphertext ciphertext(std::size_t plain_bytes, std::uint8_t x_first = 0x77) {
    Sm2Ciphertext out;
    out.x.fill(0x22);
    out.x[0] = x_first;
    out.y.fill(0x99);
    out.c3.fill(0x33);
    out.c2.assign(plain_bytes, 0x44);
    return out;
}

void expect_same(const Sm2Ciphertext& a, const Sm2Ciphertext& b) {
    EXPECT_EQ(a.x, b.x);
    EXPECT_EQ(a.y, b.y);
    EXPECT_EQ(a.c3, b.c3);
    EXPECT_EQ(a.c2, b.c2);
}

TEST(Sm2Signatures, BothFormsComeBackAndAreToldApartByLength) {
    for (const std::uint8_t first : Bytes{0x00, 0x01, 0x7F, 0x80, 0xFF}) {
        const auto value = signature(first, static_cast<std::uint8_t>(~first));
        for (const Sm2Form form : {Sm2Form::raw, Sm2Form::der}) {
            const auto read = sm2_read_signature(sm2_write_signature(value, form));
            ASSERT_TRUE(read.ok());
            EXPECT_EQ(read->signature, value);
            EXPECT_EQ(read->form, form);
        }
    }
}

TEST(Sm2Signatures, LengthsThatNoFormHasAreRefused) {
    const auto value = signature(0x12, 0x34);
    const Bytes raw = sm2_write_signature(value, Sm2Form::raw);
    const Bytes der = sm2_write_signature(value, Sm2Form::der);
    Bytes longer = raw;
    longer.push_back(0);
    Bytes trailing = der;
    trailing.push_back(0);
    for (const ByteView wrong : {ByteView(), ByteView(raw).first(63), ByteView(longer), ByteView(trailing),
                                 ByteView(der).first(der.size() - 1), ByteView(der).subspan(2)}) {
        const auto read = sm2_read_signature(wrong);
        ASSERT_FALSE(read.ok()) << wrong.size();
        EXPECT_EQ(read.error().code, "sm2.signature_malformed");
    }
    EXPECT_FALSE(sm2_read_signature(unhex("3006020101020200ff")).ok()) << "length shorter than the content";
    EXPECT_FALSE(sm2_read_signature(unhex("300702020001020101")).ok()) << "r not in its shortest form";
    EXPECT_FALSE(sm2_read_signature(unhex("3009020101020101020101")).ok()) << "three numbers";
}

TEST(Sm2Ciphertexts, EveryFormComesBack) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{16}, std::size_t{32}, limits::sm2_plaintext_bytes_max}) {
        for (const std::uint8_t first : Bytes{0x00, 0x04, 0x30, 0x80}) {
            const auto value = ciphertext(size, first);
            for (const Sm2Form form : {Sm2Form::raw, Sm2Form::raw_04, Sm2Form::der}) {
                const Bytes bytes = sm2_write_ciphertext(value, form);
                const auto read = sm2_read_ciphertext(bytes, form);
                ASSERT_TRUE(read.ok());
                expect_same(*read, value);
                const auto detected = sm2_detect_ciphertext(bytes, size);
                ASSERT_TRUE(detected.ok());
                EXPECT_EQ(detected->form, form) << size << " x begins with " << int{first};
                expect_same(detected->ciphertext, value);
            }
        }
    }
}

TEST(Sm2Ciphertexts, HaveTheSizesThatPartnersSend) {
    const auto value = ciphertext(32);
    EXPECT_EQ(sm2_write_ciphertext(value, Sm2Form::raw).size() * 2, 256U);
    EXPECT_EQ(sm2_write_ciphertext(value, Sm2Form::raw_04).size() * 2, 258U);
}

TEST(Sm2Ciphertexts, LeadingZerosOfThePointAreKept) {
    auto value = ciphertext(16);
    value.x.fill(0);
    value.x[31] = 5;
    value.y[0] = 0;
    const Bytes der = sm2_write_ciphertext(value, Sm2Form::der);
    EXPECT_EQ(to_hex(ByteView(der).subspan(2, 3)), "020105");
    expect_same(sm2_read_ciphertext(der, Sm2Form::der).value(), value);
    EXPECT_EQ(sm2_write_ciphertext(sm2_read_ciphertext(der, Sm2Form::der).value(), Sm2Form::raw).size(), 96U + 16);
}

TEST(Sm2Ciphertexts, OtherLengthsAreRefused) {
    const Bytes raw = sm2_write_ciphertext(ciphertext(32), Sm2Form::raw);
    const Bytes der = sm2_write_ciphertext(ciphertext(32), Sm2Form::der);
    const Bytes with_04 = sm2_write_ciphertext(ciphertext(32), Sm2Form::raw_04);
    Bytes wrong_first = with_04;
    wrong_first[0] = 3;
    EXPECT_FALSE(sm2_detect_ciphertext(wrong_first, 32).ok());
    for (const Bytes& bytes : {raw, with_04, der}) {
        EXPECT_FALSE(sm2_detect_ciphertext(bytes, 16).ok()) << bytes.size();
    }
    for (const Bytes& bytes : {raw, der}) {
        EXPECT_FALSE(sm2_detect_ciphertext(ByteView(bytes).first(bytes.size() - 1), 32).ok()) << bytes.size();
    }
    EXPECT_FALSE(sm2_read_ciphertext(ByteView(raw).first(96), Sm2Form::raw).ok()) << "no C2";
    EXPECT_FALSE(sm2_read_ciphertext({}, Sm2Form::raw_04).ok());
    const auto one_more = ciphertext(limits::sm2_plaintext_bytes_max + 1);
    for (const Sm2Form form : {Sm2Form::raw, Sm2Form::raw_04, Sm2Form::der}) {
        const auto read = sm2_read_ciphertext(sm2_write_ciphertext(one_more, form), form);
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().code, "sm2.ciphertext_malformed");
    }
}

}  // namespace
}  // namespace qy::crypto
