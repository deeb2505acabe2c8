#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/clock.h"

namespace qy {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return invalid("test.odd", {std::to_string(number)}).at("number").because("odd");
    return number / 2;
}

Result<int> quarter(int number) {
    QY_TRY(once, half(number));
    QY_TRY(twice, half(once));
    return twice;
}

Result<void> check_positive(int number) {
    if (number < 0) return denied("test.negative");
    return {};
}

Result<void> check_quarter(int number) {
    QY_CHECK(check_positive(number));
    QY_TRY(ignored, quarter(number));
    (void)ignored;
    return {};
}

TEST(Result, HoldsAValueOrAnError) {
    EXPECT_TRUE(half(4).ok());
    EXPECT_EQ(*half(4), 2);
    EXPECT_EQ(half(3).value_or(-1), -1);
    const auto failed = half(3);
    EXPECT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::invalid);
    EXPECT_EQ(failed.error().code, "test.odd");
    EXPECT_EQ(failed.error().arguments, std::vector<std::string>{"3"});
    EXPECT_EQ(failed.error().path, "number");
    EXPECT_EQ(failed.error().detail.text, "odd");
}

TEST(Result, MacrosPassErrorsOn) {
    EXPECT_EQ(*quarter(8), 2);
    EXPECT_EQ(quarter(6).error().arguments, std::vector<std::string>{"3"});
    EXPECT_TRUE(check_quarter(8).ok());
    EXPECT_EQ(check_quarter(6).error().code, "test.odd");
    EXPECT_EQ(check_quarter(-4).error().code, "test.negative");
}

TEST(Result, MovesWhatCannotBeCopied) {
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    const std::unique_ptr<int> taken = std::move(result).value();
    EXPECT_EQ(*taken, 7);
}

TEST(Result, ReadingTheWrongSideEndsTheProgram) {
    EXPECT_DEATH((void)*half(3), "assertion failed: ok()");
    EXPECT_DEATH((void)half(4).error(), "assertion failed: !ok()");
    EXPECT_DEATH((void)Result<void>().error(), "assertion failed");
}

TEST(Error, EachMakerHasItsKind) {
    struct Row {
        Error (*make)(std::string_view, std::vector<std::string>);
        ErrorKind kind;
        std::string_view name;
    };
    const Row rows[] = {
        {&invalid, ErrorKind::invalid, "invalid"},
        {&unauthenticated, ErrorKind::unauthenticated, "unauthenticated"},
        {&denied, ErrorKind::denied, "denied"},
        {&not_found, ErrorKind::not_found, "not_found"},
        {&conflict, ErrorKind::conflict, "conflict"},
        {&too_large, ErrorKind::too_large, "too_large"},
        {&limited, ErrorKind::limited, "limited"},
        {&busy, ErrorKind::busy, "busy"},
        {&unavailable, ErrorKind::unavailable, "unavailable"},
        {&corrupt, ErrorKind::corrupt, "corrupt"},
        {&internal, ErrorKind::internal, "internal"},
    };
    for (const auto& row : rows) {
        const Error error = row.make("a.b", {"x"});
        EXPECT_EQ(error.kind, row.kind) << row.name;
        EXPECT_EQ(error.code, "a.b");
        EXPECT_EQ(error.arguments, std::vector<std::string>{"x"});
        EXPECT_EQ(to_string(row.kind), row.name);
    }
}

TEST(Assert, NamesThePlace) {
    EXPECT_DEATH(QY_ASSERT(1 + 1 == 3), "result_test.cpp:[0-9]+: assertion failed: 1 \\+ 1 == 3");
}

TEST(Clock, ManualClockMovesWhenTold) {
    ManualClock clock(Time::from_seconds(10));
    EXPECT_EQ(clock.now().milliseconds(), 10'000);
    clock.advance_seconds(5);
    EXPECT_EQ(clock.now().seconds(), 15);
    EXPECT_LT(Time::from_seconds(14), clock.now());
}

TEST(Clock, SystemClockIsAfterThisWasWritten) {
    EXPECT_GT(SystemClock().now(), Time::from_seconds(1'704'067'200));
}

}  // namespace
}  // namespace qy
