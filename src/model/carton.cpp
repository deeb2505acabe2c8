#include "model/carton.h"

#include <algorithm>

#include "base/text.h"
#include "model/checks.h"

namespace qy::model {
namespace {

constexpr std::size_t kPrefixMin = 4;
constexpr std::size_t kPrefixMax = 12;
constexpr std::size_t kBeforeCheck = 17;

}  // namespace

Result<std::string> checked_gs1_prefix(std::string_view text) {
    auto digits = fold_width(trim(text));
    const bool fits = digits.size() >= kPrefixMin && digits.size() <= kPrefixMax &&
                      std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!fits) return invalid("gs1_prefix.malformed");
    return digits;
}

std::optional<std::string> sscc_of(std::string_view prefix, std::int64_t number) {
    const auto rest = kBeforeCheck - prefix.size();
    const auto digits = std::to_string(number);
    if (digits.size() > rest) return std::nullopt;
    const auto padded = std::string(rest - digits.size(), '0') + digits;
    auto sscc = padded.substr(0, 1) + std::string(prefix) + padded.substr(1);
    sscc += gs1_check_digit(sscc);
    return sscc;
}

std::int64_t number_of_sscc(std::string_view prefix, std::string_view sscc) {
    std::int64_t number = sscc.front() - '0';
    for (const char digit : sscc.substr(1 + prefix.size(), kBeforeCheck - 1 - prefix.size())) {
        number = 10 * number + (digit - '0');
    }
    return number;
}

std::string shown_sscc(std::string_view sscc, std::size_t prefix_digits) {
    const std::string text(sscc);
    return "(00) " + text.substr(0, 1) + " " + text.substr(1, prefix_digits) + " " +
           text.substr(1 + prefix_digits, kBeforeCheck - 1 - prefix_digits) + " " + text.substr(kBeforeCheck);
}

}  // namespace qy::model
