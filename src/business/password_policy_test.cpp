// Which passwords are accepted, and what is told of those that are not.
#include "password_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/embedded.h"
#include "base/settings.h"
#include "base/text.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Settings with(Settings::Flags flags) {
    return Settings::load(
               "", [](const std::string&) { return std::nullopt; }, flags)
        .value();
}

std::vector<std::string> faults(const PasswordPolicy& policy, const std::string& password, bool staff = true) {
    const auto checked = policy.check(SecretText(password), "li.na", staff);
    std::vector<std::string> codes;
    if (checked.ok()) return codes;
    EXPECT_EQ(checked.error().code, "password.refused");
    for (const auto& fault : checked.error().others) codes.push_back(fault.code);
    return codes;
}

TEST(PasswordPolicy, GoodOnesPass) {
    const PasswordPolicy policy{Settings()};
    for (const auto* const good : {"Fresh-grass-7", "Long-enough-1", "Str0ng-pass-9", "椰林里的风-Rain-8", "aB3$aB3$xk",
                                   "correct horse Battery 9"}) {
        EXPECT_THAT(faults(policy, good), IsEmpty()) << good;
    }
}

TEST(PasswordPolicy, EachFaultIsTold) {
    const PasswordPolicy policy{Settings()};
    const std::pair<std::string, std::vector<std::string>> rows[] = {
        {"Gr4ss-cut", {"password.too_short"}},
        {"Gr4ss-" + std::string(122, 'x') + "y", {"password.too_long"}},
        {"fresh-grass", {"password.few_classes"}},
        {"ox-LI.NA-772", {"password.holds_name"}},
        {"ox-LiNa-7721", {"password.holds_name"}},
        {"QiongYuan-31x", {"password.holds_brand"}},
        {"H@1nan-tide-31", {"password.holds_brand"}},
        {"春天-海南-Ab9-good", {"password.holds_brand"}},
        {"Password2024!", {"password.common"}},
        {"P@ssw0rd!!2026", {"password.common"}},
        {"Admin@123456", {"password.common"}},
        {"Woaini@1314520", {"password.common"}},
        {"!!Qq123456!!", {"password.common"}},
        {"abc", {"password.too_short", "password.few_classes"}},
        {"\xff\xfe-Abcdefgh-12", {"password.not_text"}},
    };
    for (const auto& [password, expected] : rows) EXPECT_EQ(faults(policy, password), expected) << password;
}

TEST(PasswordPolicy, LengthIsCountedInCharacters) {
    const PasswordPolicy policy{with({{"password.length_min", "10"}})};
    EXPECT_THAT(faults(policy, "山海田园果茶花草A1"), IsEmpty());                        // 10, no more
    EXPECT_THAT(faults(policy, "山海田园果茶花A1"), ElementsAre("password.too_short"));  // 9 characters, 23 bytes
    EXPECT_THAT(faults(policy, "Gr4ss-" + std::string(121, 'x') + "y"), IsEmpty());      // 128
}

TEST(PasswordPolicy, SettingsMoveTheBounds) {
    const PasswordPolicy long_ones{with({{"password.length_min", "16"}, {"password.classes", "4"}})};
    EXPECT_THAT(faults(long_ones, "Fresh-grass-7"), ElementsAre("password.too_short"));
    EXPECT_THAT(faults(long_ones, "fresh-grass-in-spring-7"), ElementsAre("password.few_classes"));
    const PasswordPolicy staff_only{with({{"password.classes_for", "staff"}})};
    EXPECT_THAT(faults(staff_only, "fresh grass in spring", true), ElementsAre("password.few_classes"));
    EXPECT_THAT(faults(staff_only, "fresh grass in spring", false), IsEmpty());
}

TEST(PasswordPolicy, TheListIsSortedLowerCaseAndOurOwnWordsAreInIt) {
    const auto lines = split(embedded::common_passwords().front().content, '\n');
    EXPECT_GT(lines.size(), 3'000U);
    EXPECT_TRUE(lines.back().empty());
    for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
        ASSERT_LT(lines[i], lines[i + 1]);
        ASSERT_EQ(lower_ascii(lines[i]), lines[i]);
    }
}

}  // namespace
}  // namespace qy::business
