#pragma once
// A trace code: 20 decimal digits, key epoch first. (clause 3 溯源码; interfaces: trace code)
#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy::model {

/// The text of a code. `parse` is the only way from outside; whether it is one of ours is the business layer's answer.
class TraceCode {
 public:
    /// Forgiving: spaces, hyphens, full-width digits, a URL holding /t/CODE or a Digital Link /…/21/CODE.
    /// Errors: invalid `code.malformed` (not 20 digits, or the epoch digit is 0).
    static Result<TraceCode> parse(std::string_view text);
    /// REQUIRES: 20 digits, the first not 0.
    explicit TraceCode(std::array<char, 20> digits);
    [[nodiscard]] std::string_view text() const { return {digits_.data(), digits_.size()}; }
    [[nodiscard]] int epoch() const { return digits_[0] - '0'; }
    /// "1234 5678 9012 3456 7890", for people.
    [[nodiscard]] std::string grouped() const;
    auto operator<=>(const TraceCode&) const = default;

 private:
    std::array<char, 20> digits_;
};

}  // namespace qy::model
