// One-time codes: the vectors of RFC 6238 and RFC 4648, the window, and that no code opens twice.
#include "crypto/totp.h"

#include <gtest/gtest.h>

#include "crypto/sm3.h"

namespace qy::crypto {
namespace {

Secret<Bytes> secret_of(std::string_view text) {
    const auto bytes = bytes_of(text);
    return Secret<Bytes>(Bytes(bytes.begin(), bytes.end()));
}
const Secret<Bytes> kSecret = secret_of("12345678901234567890");

TEST(Totp, VectorsOfRfc6238) {
    struct Row {
        std::int64_t seconds;
        std::string_view code;
    };
    const Row rows[] = {{59, "94287082"},
                        {1'111'111'109, "07081804"},
                        {1'111'111'111, "14050471"},
                        {1'234'567'890, "89005924"},
                        {2'000'000'000, "69279037"},
                        {20'000'000'000, "65353130"}};
    for (const auto& row : rows) {
        const auto step = totp_step(Time::from_seconds(row.seconds));
        EXPECT_EQ(totp_code(kSecret, step, TotpHash::sha1, 8), row.code) << row.seconds;
        EXPECT_EQ(totp_code(kSecret, step, TotpHash::sha1), row.code.substr(2)) << row.seconds;
    }
}

// There is no published vector: the truncation is done here once more, by hand, over HMAC-SM3.
TEST(Totp, Sm3CodesAreTheTruncationOfItsMac) {
    const std::uint8_t step_bytes[8] = {0, 0, 0, 0, 0, 0, 0, 1};
    const Digest mac = hmac_sm3(kSecret.expose(), step_bytes);
    const std::size_t at = mac[31] & 15U;
    const std::uint32_t value =
        (mac[at] & 0x7FU) << 24U | std::uint32_t{mac[at + 1]} << 16U | std::uint32_t{mac[at + 2]} << 8U | mac[at + 3];
    std::string expected = std::to_string(value % 1'000'000);
    expected.insert(0, 6 - expected.size(), '0');
    EXPECT_EQ(totp_code(kSecret, 1, TotpHash::sm3), expected);
    EXPECT_NE(totp_code(kSecret, 1, TotpHash::sm3), totp_code(kSecret, 1, TotpHash::sha1));
}

TEST(Totp, OneStepAsideIsForgivenAndAUsedStepOpensNothing) {
    const Time now = Time::from_seconds(1'234'567'890);
    const auto step = totp_step(now);
    const auto match = [&](std::int64_t of, std::int64_t last) {
        return match_totp(kSecret, totp_code(kSecret, of, TotpHash::sha1), now, last, TotpHash::sha1);
    };
    EXPECT_EQ(match(step - 2, 0), std::nullopt);
    EXPECT_EQ(match(step - 1, 0), step - 1);
    EXPECT_EQ(match(step, 0), step);
    EXPECT_EQ(match(step + 1, 0), step + 1);
    EXPECT_EQ(match(step + 2, 0), std::nullopt);
    EXPECT_EQ(match(step, step), std::nullopt);
    EXPECT_EQ(match(step - 1, step), std::nullopt);
    EXPECT_EQ(match(step + 1, step), step + 1);
}

TEST(Totp, OnlyTheWholeCodeFits) {
    const Time now = Time::from_seconds(1'234'567'890);
    const std::string code = totp_code(kSecret, totp_step(now), TotpHash::sha1);
    for (const std::string& wrong : {std::string(), code.substr(1), code + "0", "0" + code, std::string("abcdef")}) {
        EXPECT_EQ(match_totp(kSecret, wrong, now, 0, TotpHash::sha1), std::nullopt) << wrong;
    }
    EXPECT_EQ(match_totp(kSecret, code, now, 0, TotpHash::sm3), std::nullopt);
}

TEST(Totp, Base32VectorsOfRfc4648) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"", ""},
        {"f", "MY"},
        {"fo", "MZXQ"},
        {"foo", "MZXW6"},
        {"foob", "MZXW6YQ"},
        {"fooba", "MZXW6YTB"},
        {"foobar", "MZXW6YTBOI"},
    };
    for (const auto& [plain, encoded] : rows) EXPECT_EQ(to_base32(bytes_of(plain)), encoded) << plain;
}

TEST(Totp, TheUriIsWhatAppsRead) {
    EXPECT_EQ(otpauth_uri("琼源", "li na", kSecret, TotpHash::sha1).expose(),
              "otpauth://totp/%E7%90%BC%E6%BA%90:li%20na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=%E7%90%BC%E6%BA%90&algorithm=SHA1&digits=6&period=30");
    EXPECT_NE(otpauth_uri("a", "b", kSecret, TotpHash::sm3).expose().find("&algorithm=SM3&"), std::string::npos);
}

TEST(Totp, NamesOfHashesGoBothWays) {
    for (const auto hash : {TotpHash::sha1, TotpHash::sm3}) EXPECT_EQ(totp_hash_of(to_string(hash)), hash);
    EXPECT_EQ(totp_hash_of("md5"), std::nullopt);
}

}  // namespace
}  // namespace qy::crypto
