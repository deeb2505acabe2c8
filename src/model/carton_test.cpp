#include "model/carton.h"

#include <gtest/gtest.h>

#include <set>

#include "model/checks.h"

namespace qy::model {
namespace {

TEST(Carton, NumbersAreSsccsOfTheFirm) {
    const struct {
        std::string_view prefix;
        std::int64_t number;
        std::string sscc;
    } rows[] = {
        {"0614141", 1'234'567'890, "106141412345678908"},  // GS1's own example
        {"6901234", 0, "069012340000000009"},
        {"6901234", 42, "069012340000000429"},
        {"690123456789", 12'345, "169012345678923459"},
        {"6901", 9'999'999'999'999, "969019999999999991"},
    };
    for (const auto& row : rows) {
        const auto sscc = sscc_of(row.prefix, row.number);
        ASSERT_TRUE(sscc.has_value());
        EXPECT_EQ(*sscc, row.sscc);
        EXPECT_TRUE(checked_sscc(*sscc).ok()) << *sscc;
        EXPECT_EQ(sscc->substr(1, row.prefix.size()), row.prefix);
        EXPECT_EQ(number_of_sscc(row.prefix, *sscc), row.number);
    }
    EXPECT_EQ(sscc_of("690123456789", 99'999)->substr(0, 17), "96901234567899999");
    EXPECT_EQ(sscc_of("690123456789", 100'000), std::nullopt) << "no number is left";
}

TEST(Carton, NoTwoNumbersAreTheSame) {
    std::set<std::string> seen;
    for (std::int64_t number = 0; number < 100'000; number += 7) {
        EXPECT_TRUE(seen.insert(*sscc_of("690123456789", number)).second) << number;
    }
}

TEST(Carton, PrefixesHaveFourToTwelveDigits) {
    const struct {
        std::string_view text;
        std::string_view code;
    } rows[] = {
        {"690", "gs1_prefix.malformed"},
        {"6901", "ok"},
        {" ６９０１２３４ ", "ok"},
        {"690123456789", "ok"},
        {"6901234567890", "gs1_prefix.malformed"},
        {"69O1234", "gs1_prefix.malformed"},
        {"", "gs1_prefix.malformed"},
    };
    for (const auto& row : rows) {
        const auto read = checked_gs1_prefix(row.text);
        EXPECT_EQ(read.ok() ? "ok" : read.error().code, row.code) << row.text;
    }
    EXPECT_EQ(*checked_gs1_prefix(" ６９０１２３４ "), "6901234");
}

TEST(Carton, IsShownInItsParts) {
    EXPECT_EQ(shown_sscc("106141412345678908", 7), "(00) 1 0614141 234567890 8");
}

}  // namespace
}  // namespace qy::model
