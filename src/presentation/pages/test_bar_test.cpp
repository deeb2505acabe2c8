#include "pages/test_bar.h"

#include <gtest/gtest.h>

#include <string_view>

namespace qy::presentation {
namespace {

TEST(TestBar, ValueBesideItsLimit) {
    struct Row {
        std::string_view value;
        std::string_view limit;
        std::optional<TestBar> bar;
    };
    const auto upper = [](int value) { return TestBar{value, std::nullopt, 75}; };
    const Row rows[] = {
        {"0.25", "≤0.5", upper(38)},
        {"0.5 mg/kg", "≤0.5 mg/kg", upper(75)},
        {"0.05 mg/kg", "<= 0.1", upper(38)},
        {"2.1 %", "不超过5.0 %", upper(32)},
        {"0", "≤3", upper(0)},
        {"99", "≤3", upper(100)},
        {"<0.01", "≤0.02", upper(38)},
        {"３．０", "≤６", upper(38)},
        {"1.5", "3", upper(38)},
        {"未检出", "≤0.5", upper(0)},
        {"未检出", "不得检出", upper(0)},
        {"ND", "≤0.5", upper(0)},
        {"未检出（<1.0 μg/kg）", "5 μg/kg", upper(0)},
        {"Not detected (LOD 0.01)", "≤0.5", upper(0)},
        {"ndx", "≤0.5", std::nullopt},
        {"8", "≥4", TestBar{80, 40, std::nullopt}},
        {"2", "不低于 4", TestBar{40, 80, std::nullopt}},
        {"57.5", "50–65", TestBar{50, 25, 75}},
        {"70", "50-65", TestBar{92, 25, 75}},
        {"10 %", "5~15 %", TestBar{50, 25, 75}},
        {"0.5 mg/kg", "≤500 μg/kg", std::nullopt},
        {"微量", "≤0.5", std::nullopt},
        {"0.5", "按标准", std::nullopt},
        {"0.5", "不得检出", std::nullopt},
        {"0.5", "≤0", std::nullopt},
        {"", "", std::nullopt},
        {"1", "65-50", std::nullopt},
        {"99999999999999999999", "≤1", std::nullopt},
    };
    for (const Row& row : rows) EXPECT_EQ(test_bar(row.value, row.limit), row.bar) << row.value << " | " << row.limit;
}

}  // namespace
}  // namespace qy::presentation
