#include "pages/test_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/decimal.h"
#include "base/text.h"

namespace qy::presentation {
namespace {

// Pictures only: nothing here is compared with a limit to say whether a lot passed.
constexpr double kUpperLimitAt = 75;
constexpr double kRangeFrom = 25;
constexpr double kRangeTo = 75;

enum class Bound { upper, lower };
struct BoundWord {
    std::string_view word;
    Bound bound;
};
constexpr auto kBoundWords = std::to_array<BoundWord>({
    {"≤", Bound::upper},
    {"<=", Bound::upper},
    {"<", Bound::upper},
    {"不大于", Bound::upper},
    {"不超过", Bound::upper},
    {"不高于", Bound::upper},
    {"≥", Bound::lower},
    {">=", Bound::lower},
    {">", Bound::lower},
    {"不小于", Bound::lower},
    {"不少于", Bound::lower},
    {"不低于", Bound::lower},
});
constexpr auto kNothingFound = std::to_array<std::string_view>({"未检出", "nd", "n.d.", "not detected", "不得检出"});
constexpr auto kRangeSigns = std::to_array<std::string_view>({"-", "–", "—", "~", "～", "至"});

struct Measure {
    double number = 0;
    std::string unit;
};

/// "0.012 mg/kg" → (0.012, "mg/kg"); the number must come first.
std::optional<Measure> measure_of(std::string_view text) {
    text = trim(text);
    std::size_t end = 0;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
    const auto decimal = Decimal::parse(text.substr(0, end));
    if (!decimal.ok()) return std::nullopt;
    const double number = static_cast<double>(decimal->coefficient()) / std::pow(10.0, decimal->scale());
    return Measure{number, lower_ascii(trim(text.substr(end)))};
}

std::optional<Bound> take_bound(std::string_view& text) {
    for (const auto& row : kBoundWords) {
        if (!text.starts_with(row.word)) continue;
        text = trim(text.substr(row.word.size()));
        return row.bound;
    }
    return std::nullopt;
}

/// Also with what could have been found: "未检出（<1.0 μg/kg）".
bool says_nothing_found(std::string_view text) {
    const std::string folded = lower_ascii(text);
    return std::ranges::any_of(kNothingFound, [&](std::string_view word) {
        if (!folded.starts_with(word)) return false;
        const auto rest = trim(std::string_view(folded).substr(word.size()));
        return rest.empty() || rest.starts_with('(');
    });
}

bool units_agree(const Measure& a, const Measure& b) {
    return a.unit.empty() || b.unit.empty() || a.unit == b.unit;
}

int place(double number) {
    return static_cast<int>(std::lround(std::clamp(number, 0.0, 100.0)));
}

struct Range {
    Measure low;
    Measure high;
};

bool has_range_sign(std::string_view limit) {
    return std::ranges::any_of(kRangeSigns, [&](std::string_view sign) {
        const std::size_t at = limit.find(sign);
        return at != std::string_view::npos && at > 0;
    });
}

/// "10–15 %".
std::optional<Range> range_of(std::string_view limit) {
    for (const auto sign : kRangeSigns) {
        const std::size_t at = limit.find(sign);
        if (at == std::string_view::npos || at == 0) continue;
        const auto low = measure_of(limit.substr(0, at));
        const auto high = measure_of(limit.substr(at + sign.size()));
        if (low && high && low->number < high->number) return Range{*low, *high};
    }
    return std::nullopt;
}

std::optional<TestBar> bar_in_range(const Measure& value, const Range& range) {
    if (!units_agree(value, range.high)) return std::nullopt;
    const double share = (value.number - range.low.number) / (range.high.number - range.low.number);
    return TestBar{place(kRangeFrom + share * (kRangeTo - kRangeFrom)), place(kRangeFrom), place(kRangeTo)};
}

std::optional<TestBar> bar_at_bound(const Measure& value, const Measure& limit, Bound bound) {
    if (limit.number <= 0 || !units_agree(value, limit)) return std::nullopt;
    if (bound == Bound::upper) {
        return TestBar{place(value.number / limit.number * kUpperLimitAt), std::nullopt, place(kUpperLimitAt)};
    }
    const double whole = std::max(value.number, limit.number) * 1.25;
    return TestBar{place(value.number / whole * 100), place(limit.number / whole * 100), std::nullopt};
}

}  // namespace

std::optional<TestBar> test_bar(std::string_view value_text, std::string_view limit_text) {
    const std::string value_folded = fold_width(trim(value_text));
    const std::string limit_folded = fold_width(trim(limit_text));
    std::string_view value_left = value_folded;
    std::string_view limit_left = limit_folded;
    const bool nothing = says_nothing_found(value_left);
    if (nothing && says_nothing_found(limit_left)) return TestBar{0, std::nullopt, place(kUpperLimitAt)};
    take_bound(value_left);  // "<0.01" stands at most there
    const auto value = nothing ? std::optional<Measure>(Measure{}) : measure_of(value_left);
    if (!value) return std::nullopt;
    if (has_range_sign(limit_left)) {
        const auto range = range_of(limit_left);
        return range ? bar_in_range(*value, *range) : std::nullopt;
    }
    const Bound bound = take_bound(limit_left).value_or(Bound::upper);
    const auto limit = measure_of(limit_left);
    return limit ? bar_at_bound(*value, *limit, bound) : std::nullopt;
}

}  // namespace qy::presentation
