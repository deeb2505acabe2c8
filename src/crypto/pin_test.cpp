// Scratch-off PINs.
#include "crypto/pin.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

std::string code(int number) {
    std::string digits = std::to_string(number);
    return std::string(20 - digits.size(), '1') + digits;
}

TEST(Pin, FollowsFromKeyAndCode) {
    testing::FreshKeyring fresh;
    const auto key = fresh.keyring->active(Purpose::pin).value();
    const std::string pin(text_of(pin_of(*key, code(1))));
    EXPECT_EQ(pin.find_first_not_of("0123456789"), std::string::npos);
    EXPECT_EQ(text_of(pin_of(*key, code(1))), pin);
    EXPECT_TRUE(pin_matches(*key, code(1), pin));
    for (const std::string& wrong :
         {std::string(), pin.substr(1), pin + "0", std::string("abcdef"), " " + pin.substr(1)}) {
        EXPECT_FALSE(pin_matches(*key, code(1), wrong)) << wrong;
    }
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::pin, fresh.random, fresh.clock).ok());
    EXPECT_NE(text_of(pin_of(*fresh.keyring->active(Purpose::pin).value(), code(1))), pin) << "another key";
    EXPECT_TRUE(pin_matches(*fresh.keyring->get(Purpose::pin, 1).value(), code(1), pin)) << "printed ones keep working";
}

// Chi-squared over the ten digits of each place: 9 degrees of freedom, above 40 once in 100,000 fair draws.
TEST(Pin, EveryDigitIsAsLikelyInEveryPlace) {
    const testing::FreshKeyring fresh;
    const auto key = fresh.keyring->active(Purpose::pin).value();
    constexpr int kCodes = 20'000;
    std::array<std::array<int, 10>, 6> counts{};
    for (int i = 0; i < kCodes; ++i) {
        const PinText pin = pin_of(*key, code(i));
        for (std::size_t place = 0; place < pin.size(); ++place)
            ++counts[place][static_cast<std::size_t>(pin[place] - '0')];
    }
    for (const auto& place : counts) {
        double chi_squared = 0;
        for (const int count : place)
            chi_squared += (count - kCodes / 10.0) * (count - kCodes / 10.0) / (kCodes / 10.0);
        EXPECT_LT(chi_squared, 40);
    }
}

}  // namespace
}  // namespace qy::crypto
