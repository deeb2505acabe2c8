#include "base/decimal.h"

#include <gtest/gtest.h>

#include <limits>

namespace qy {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

// The text of a value, or the code of its error.
std::string outcome(const Result<Decimal>& result) {
    return result.ok() ? result->to_string() : result.error().code;
}

Decimal decimal(std::string_view text) {
    auto parsed = Decimal::parse(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return parsed.value_or(Decimal());
}

TEST(Decimal, ParsesAndWritesTheShortestForm) {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"12", "12"},
        {"-0.50", "-0.5"},
        {"1200.5", "1200.5"},
        {"0", "0"},
        {"-0", "0"},
        {"0.000", "0"},
        {"007", "7"},
        {"0.000000001", "0.000000001"},
        {"-0.000000001", "-0.000000001"},
        {"1.1234567890000", "1.123456789"},  // zeros after the ninth digit say nothing
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775807.000", "9223372036854775807"},
        {"9223372036.854775807", "9223372036.854775807"},
        {"-9223372036.854775808", "-9223372036.854775808"},
        {"9223372036854775808", "decimal.too_large"},
        {"-9223372036854775809", "decimal.too_large"},
        {"9223372036.854775808", "decimal.too_large"},
        {"99999999999999999999999999999999999999999999999999", "decimal.too_large"},
        {"0.0000000001", "decimal.too_precise"},
        {"1.1234567891", "decimal.too_precise"},
        {"", "decimal.malformed"},
        {"-", "decimal.malformed"},
        {".", "decimal.malformed"},
        {".5", "decimal.malformed"},
        {"5.", "decimal.malformed"},
        {"+5", "decimal.malformed"},
        {"--5", "decimal.malformed"},
        {"1.2.3", "decimal.malformed"},
        {"1,200", "decimal.malformed"},
        {"1e3", "decimal.malformed"},
        {" 1", "decimal.malformed"},
        {"１", "decimal.malformed"},
        {"NaN", "decimal.malformed"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(Decimal::parse(row.text)), row.expected) << row.text;
    }
}

TEST(Decimal, ParsedValuesHaveOneForm) {
    EXPECT_EQ(decimal("1.50").coefficient(), 15);
    EXPECT_EQ(decimal("1.50").scale(), 1);
    EXPECT_EQ(decimal("1200").coefficient(), 1200);
    EXPECT_EQ(decimal("1200").scale(), 0);
}

TEST(Decimal, ErrorsTellTheirKind) {
    EXPECT_EQ(Decimal::parse("x").error().kind, ErrorKind::invalid);
    EXPECT_EQ(Decimal::parse("9223372036854775808").error().kind, ErrorKind::too_large);
    EXPECT_EQ(Decimal::parse("0.0000000001").error().kind, ErrorKind::too_large);
}

TEST(Decimal, RoundsHalfToEven) {
    struct Row {
        std::string_view text;
        int scale;
        std::string_view expected;
    };
    const Row rows[] = {
        {"0.5", 0, "0"},
        {"1.5", 0, "2"},
        {"2.5", 0, "2"},
        {"3.5", 0, "4"},
        {"-0.5", 0, "0"},
        {"-1.5", 0, "-2"},
        {"-2.5", 0, "-2"},
        {"0.49", 0, "0"},
        {"0.51", 0, "1"},
        {"-0.51", 0, "-1"},
        {"1.005", 2, "1"},
        {"1.015", 2, "1.02"},
        {"1.025", 2, "1.02"},
        {"1.0251", 2, "1.03"},
        {"12", 9, "12"},
        {"1.25", 5, "1.25"},
        {"9223372036854775807", 0, "9223372036854775807"},
        {"9223372036854775807", 1, "decimal.too_large"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(decimal(row.text).rounded(row.scale)), row.expected) << row.text;
    }
    EXPECT_EQ(decimal("1.5").rounded(3)->coefficient(), 1500);
    EXPECT_EQ(decimal("1.5").rounded(3)->scale(), 3);
    EXPECT_DEATH((void)decimal("1").rounded(10), "assertion failed");
    EXPECT_DEATH((void)decimal("1").rounded(-1), "assertion failed");
}

TEST(Decimal, AddsAndSubtractsExactly) {
    struct Row {
        std::string_view a;
        std::string_view b;
        std::string_view sum;
        std::string_view difference;
    };
    const Row rows[] = {
        {"0.1", "0.2", "0.3", "-0.1"},
        {"1200.5", "0.500", "1201", "1200"},
        {"-3", "0.000000001", "-2.999999999", "-3.000000001"},
        {"9223372036854775807", "1", "decimal.too_large", "9223372036854775806"},
        {"-9223372036854775808", "1", "-9223372036854775807", "decimal.too_large"},
        {"9223372036854775807", "0.1", "decimal.too_large", "decimal.too_large"},
        {"9223372036.854775807", "0.000000003", "9223372036.85477581", "9223372036.854775804"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(decimal(row.a).plus(decimal(row.b))), row.sum) << row.a << " + " << row.b;
        EXPECT_EQ(outcome(decimal(row.a).minus(decimal(row.b))), row.difference) << row.a << " - " << row.b;
    }
}

TEST(Decimal, ScalesWithOneRounding) {
    struct Row {
        Decimal value;
        std::int64_t numerator;
        std::int64_t denominator;
        std::string_view expected;
    };
    const Row rows[] = {
        {{1, 0}, 1, 3, "0.333333333"},
        {{2, 0}, 1, 3, "0.666666667"},
        {{-2, 0}, 1, 3, "-0.666666667"},
        {{5, 1}, 1, 1'000'000'000, "0"},             // 0.0000000005: half, to even
        {{15, 1}, 1, 1'000'000'000, "0.000000002"},  // 0.0000000015: half, to even
        {{25, 1}, 1, 1'000'000'000, "0.000000002"},
        {{12005, 1}, 1000, 1, "1200500"},
        {{1, 0}, 500, 1, "500"},
        {{1, 0}, 1, 2, "0.5"},
        {{kMost, 0}, 1, 1, "9223372036854775807"},
        {{kMost, 0}, kMost, kMost, "9223372036854775807"},
        {{kLeast, 0}, 1, 1, "-9223372036854775808"},
        {{kLeast, 9}, 1'000'000'000, 1, "-9223372036854775808"},
        {{kMost, 0}, 2, 1, "decimal.too_large"},
        {{kLeast, 0}, -1, 1, "decimal.too_large"},
        {{kMost, 0}, kMost, 1, "decimal.too_large"},
        {{1'000'000'000'000'000, 0}, 1, 3, "333333333333333.3333"},  // as many digits as fit
        {{kMost, 9}, 10, 1, "92233720368.54775807"},
        {{0, 5}, kMost, 1, "0"},
        {{0, 0}, 0, 7, "0"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(row.value.scaled(row.numerator, row.denominator)), row.expected)
            << row.value.to_string() << " * " << row.numerator << " / " << row.denominator;
    }
    EXPECT_DEATH((void)Decimal(1, 0).scaled(1, 0), "assertion failed");
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(Decimal(150, 2), Decimal(15, 1));
    EXPECT_EQ(Decimal(0, 9), Decimal());
    EXPECT_LT(Decimal(-1, 9), Decimal());
    EXPECT_LT(Decimal(149, 2), Decimal(15, 1));
    EXPECT_GT(Decimal(kMost, 0), Decimal(kMost, 9));
    EXPECT_LT(Decimal(kLeast, 0), Decimal(kLeast, 9));
    EXPECT_NE(Decimal(1, 0), Decimal(1, 1));
}

}  // namespace
}  // namespace qy
