#include "base/bytes.h"

#include <gtest/gtest.h>

namespace qy {
namespace {

TEST(Bytes, HexBothWays) {
    const Bytes bytes = {0x00, 0x01, 0x7F, 0x80, 0xAB, 0xFF};
    EXPECT_EQ(to_hex(bytes), "00017f80abff");
    EXPECT_EQ(*from_hex("00017f80abff"), bytes);
    EXPECT_EQ(*from_hex("00017F80aBFf"), bytes);
    EXPECT_EQ(to_hex({}), "");
    EXPECT_TRUE(from_hex("")->empty());
    for (const std::string_view bad : {"0", "000", "0g", "g0", "0x", " 00", "00 ", "é", "/0", ":0", "@0", "`0"}) {
        const auto result = from_hex(bad);
        ASSERT_FALSE(result.ok()) << bad;
        EXPECT_EQ(result.error().code, "hex.malformed");
    }
}

// RFC 4648 §10.
TEST(Bytes, Base64KnownAnswers) {
    struct Row {
        std::string_view plain;
        std::string_view padded;
        std::string_view url;
    };
    const Row rows[] = {
        {"", "", ""},
        {"f", "Zg==", "Zg"},
        {"fo", "Zm8=", "Zm8"},
        {"foo", "Zm9v", "Zm9v"},
        {"foob", "Zm9vYg==", "Zm9vYg"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
        {"\xFB\xFF\xBF", "+/+/", "-_-_"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(to_base64(bytes_of(row.plain)), row.padded);
        EXPECT_EQ(to_base64url(bytes_of(row.plain)), row.url);
        ASSERT_TRUE(from_base64(row.padded).ok()) << row.padded;
        EXPECT_EQ(text_of(*from_base64(row.padded)), row.plain);
    }
}

TEST(Bytes, Base64RefusesEverythingElse) {
    const std::string_view bad[] = {
        "Zg",        // without padding
        "Zg=",       // half of it
        "Zg===",     //
        "Z===",      // six bits are no byte
        "====",      //
        "=",         //
        "Zh==",      // bits behind the end that are not zero
        "Zm9=",      //
        "Zm 8",      // blank
        "Zm8\n",     //
        "-_-_",      // the other alphabet
        "Zg==Zg==",  // padding inside
        "Zm9v\xC3\xA9==",
    };
    for (const auto text : bad) {
        const auto result = from_base64(text);
        ASSERT_FALSE(result.ok()) << text;
        EXPECT_EQ(result.error().code, "base64.malformed");
    }
}

TEST(Bytes, EveryByteSurvivesBase64) {
    Bytes all;
    for (int i = 0; i < 256; ++i) {
        all.push_back(static_cast<std::uint8_t>(i));
        EXPECT_EQ(*from_base64(to_base64(all)), all);
        EXPECT_EQ(*from_hex(to_hex(all)), all);
    }
}

TEST(Bytes, ConstantTimeComparisonComparesAll) {
    EXPECT_TRUE(equal_in_constant_time({}, {}));
    EXPECT_TRUE(equal_in_constant_time(bytes_of("abc"), bytes_of("abc")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("abc"), bytes_of("abd")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("abc"), bytes_of("xbc")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("abc"), bytes_of("ab")));
    EXPECT_FALSE(equal_in_constant_time(bytes_of("abc"), {}));
}

}  // namespace
}  // namespace qy
