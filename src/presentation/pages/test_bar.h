#pragma once
// Where a measured value stands beside its limit, read from the texts of a test report. (clause 6.3.3)
#include <optional>
#include <string_view>

namespace qy::presentation {

/// Places on a bar from 0 to 100. `low` and `high` are the limits that the report names.
struct TestBar {
    int value = 0;
    std::optional<int> low;
    std::optional<int> high;
    bool operator==(const TestBar&) const = default;
};

/// Understands values such as "0.012", "0.012 mg/kg", "<0.01", "未检出" and limits such as "≤0.05 mg/kg", "不低于 12",
/// "10–15 %", "不得检出". A bare number is an upper limit. nullopt when either is not understood, when their units
/// differ, or when a bar would say nothing (a limit of 0 or below).
[[nodiscard]] std::optional<TestBar> test_bar(std::string_view value, std::string_view limit);

}  // namespace qy::presentation
