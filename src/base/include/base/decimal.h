#pragma once
// Exact decimals: an int64 coefficient and a scale of 0–9 digits. No floating point. (interfaces: values)
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qy {

class Decimal {
 public:
    constexpr Decimal() = default;
    /// REQUIRES: scale in [0, 9].
    constexpr Decimal(std::int64_t coefficient, int scale)
        : coefficient_(coefficient), scale_(static_cast<std::int8_t>(scale)) {}

    /// "12", "-0.50", "1200.5": digits, at most one point, no exponent, no grouping.
    /// Errors: invalid `decimal.malformed`; too_large `decimal.too_large` (over int64) or `decimal.too_precise` (> 9
    /// digits after the point that are not zero).
    static Result<Decimal> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t coefficient() const { return coefficient_; }
    [[nodiscard]] constexpr int scale() const { return scale_; }
    [[nodiscard]] constexpr bool is_zero() const { return coefficient_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const { return coefficient_ < 0; }

    /// Shortest form: no trailing zeros after the point ("1200.5", "12", "0").
    [[nodiscard]] std::string to_string() const;
    /// The same value with `scale` digits, rounded half to even. Errors: too_large `decimal.too_large`.
    [[nodiscard]] Result<Decimal> rounded(int scale) const;
    /// Errors: too_large `decimal.too_large`.
    [[nodiscard]] Result<Decimal> plus(const Decimal& other) const;
    [[nodiscard]] Result<Decimal> minus(const Decimal& other) const;
    /// this × numerator ÷ denominator, 9 digits at most, rounded half to even. REQUIRES: denominator > 0.
    /// Errors: too_large `decimal.too_large`.
    [[nodiscard]] Result<Decimal> scaled(std::int64_t numerator, std::int64_t denominator) const;

    /// By value: 1.50 equals 1.5.
    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == std::strong_ordering::equal; }

 private:
    std::int64_t coefficient_ = 0;
    std::int8_t scale_ = 0;
};

}  // namespace qy
