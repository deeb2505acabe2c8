#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "business/testing/code_world.h"
#include "crypto/pin.h"

namespace qy::business {
namespace {

using testing::CodeWorld;

class CodePin : public ::testing::Test {
 protected:
    std::string right(const model::TraceCode& code) {
        const auto key = world.keys().active(crypto::Purpose::pin).value();
        return std::string(crypto::text_of(crypto::pin_of(*key, code.text())));
    }
    std::string wrong(const model::TraceCode& code) {
        auto pin = right(code);
        pin[0] = pin[0] == '9' ? '0' : static_cast<char>(pin[0] + 1);
        return pin;
    }
    // "ok", or the error's code and its first argument.
    std::string verify(const model::TraceCode& code, const std::string& pin) {
        const auto answer = world.desk().verify_pin(code, pin, world.clock().now());
        if (answer.ok()) return answer->first ? "first" : "again";
        const auto& error = answer.error();
        return error.arguments.empty() ? error.code : error.code + " " + error.arguments.front();
    }
    CodeWorld world;
};

TEST_F(CodePin, TheFirstRightOneIsRemembered) {
    const auto range = world.issued(world.names.roast, 10, true);
    const auto code = world.code(range, 3);
    EXPECT_EQ(verify(code, right(code)), "first");
    const auto at = world.clock().now();
    world.clock().advance_seconds(60);
    EXPECT_EQ(verify(code, right(code)), "again");
    EXPECT_EQ(world.desk().resolve(code).value().first_verified_at, at);
    EXPECT_EQ(world.desk().resolve(world.code(range, 4)).value().first_verified_at, std::nullopt);
}

TEST_F(CodePin, AnswersEachTry) {
    const auto range = world.issued(world.names.roast, 10, true);
    const auto without = world.issued(world.names.roast, 10);
    const auto code = world.code(range, 0);
    const auto pin = right(code);
    const struct {
        const char* story;
        model::TraceCode code;
        std::string pin;
        const char* expected;
    } rows[] = {
        {"too short", code, pin.substr(1), "pin.malformed"},
        {"too long", code, pin + "0", "pin.malformed"},
        {"letters", code, "12345a", "pin.malformed"},
        {"wrong", code, wrong(code), "pin.wrong 4"},
        {"right, with spaces around", code, " " + pin + " ", "first"},
        {"a range without PINs", without.first_code, "123456", "pin.not_available"},
        {"not one of our codes", model::TraceCode::parse("99999999999999999999").value(), "123456",
         "pin.not_available"},
    };
    for (const auto& row : rows) EXPECT_EQ(verify(row.code, row.pin), row.expected) << row.story;
}

TEST_F(CodePin, FullWidthDigitsAreRead) {
    const auto code = world.issued(world.names.roast, 1, true).first_code;
    std::string wide;
    for (const char digit : right(code)) append_utf8(wide, U'\uFF10' + static_cast<char32_t>(digit - '0'));
    EXPECT_EQ(verify(code, wide), "first");
}

TEST_F(CodePin, WrongTriesAreLimited) {
    const auto range = world.issued(world.names.roast, 10, true);
    const auto code = world.code(range, 0);
    for (int left = limits::pin_tries_per_hour_max - 1; left >= 0; --left) {
        EXPECT_EQ(verify(code, wrong(code)), "pin.wrong " + std::to_string(left));
    }
    EXPECT_EQ(verify(code, right(code)), "pin.too_many_tries 60");
    EXPECT_EQ(verify(world.code(range, 1), right(world.code(range, 1))), "first");  // other codes are not held up
    world.clock().advance_seconds(3'599);
    EXPECT_EQ(verify(code, right(code)), "pin.too_many_tries 1");
    world.clock().advance_seconds(1);
    EXPECT_EQ(verify(code, wrong(code)), "pin.wrong 4");
    EXPECT_EQ(verify(code, right(code)), "first");
}

TEST_F(CodePin, OldLabelsKeepTheirKey) {
    const auto code = world.issued(world.names.roast, 1, true).first_code;
    const auto pin = right(code);
    SystemRandom random;
    ASSERT_TRUE(const_cast<crypto::Keyring&>(world.keys()).rotate(crypto::Purpose::pin, random, world.clock()).ok());
    ASSERT_NE(right(code), pin);
    EXPECT_EQ(verify(code, pin), "first");
}

TEST_F(CodePin, ACodeRestsAnHourWhereverTheClockJumps) {
    const auto range = world.issued(world.names.roast, 10, true);
    for (const std::int64_t jump : {-3'601, -365 * 86'400, 365 * 86'400}) {
        const auto code = world.code(range, jump < 0 ? -jump % 5 : 7);
        for (std::int64_t i = 0; i < limits::pin_tries_per_hour_max; ++i) (void)verify(code, wrong(code));
        EXPECT_TRUE(verify(code, right(code)).starts_with("pin.too_many_tries")) << jump;
        world.clock().advance_seconds(jump);
        EXPECT_EQ(verify(code, right(code)), "first") << jump;
    }
}

TEST_F(CodePin, AClockSetBackWithinTheHourFreesNobody) {
    const auto range = world.issued(world.names.roast, 10, true);
    const auto code = world.code(range, 0);
    for (std::int64_t i = 0; i < limits::pin_tries_per_hour_max; ++i) (void)verify(code, wrong(code));
    world.clock().advance_seconds(-60);
    EXPECT_TRUE(verify(code, right(code)).starts_with("pin.too_many_tries"));
}

}  // namespace
}  // namespace qy::business
