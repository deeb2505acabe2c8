#include "base/decimal.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "base/assert.h"

namespace qy {
namespace {

using Wide = __int128;  // sums, products and aligned coefficients fit: 63 + 63 bits, or 63 + 30

constexpr int kScaleMax = 9;
constexpr std::array<std::int64_t, kScaleMax + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

Wide power(int digits) {
    return kPowersOfTen.at(static_cast<std::size_t>(digits));
}

bool fits(Wide value) {
    return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

// REQUIRES: divisor > 0.
Wide divide_half_even(Wide value, Wide divisor) {
    Wide quotient = value / divisor;
    const Wide rest = value % divisor;
    const Wide magnitude = rest < 0 ? -rest : rest;
    const Wide other_side = divisor - magnitude;  // compared so, doubling cannot overflow
    if (magnitude > other_side || (magnitude == other_side && quotient % 2 != 0)) {
        quotient += value < 0 ? -1 : 1;
    }
    return quotient;
}

// The shortest form of an exact value.
Result<Decimal> shortest(Wide coefficient, int scale) {
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    if (!fits(coefficient)) {
        return too_large("decimal.too_large");
    }
    return Decimal(static_cast<std::int64_t>(coefficient), scale);
}

struct Parts {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
};

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Parts> parts_of(std::string_view text) {
    Parts parts;
    if (text.starts_with('-')) {
        parts.negative = true;
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    parts.whole = text.substr(0, point);
    if (point != std::string_view::npos) {
        parts.fraction = text.substr(point + 1);
        if (!all_digits(parts.fraction)) return std::nullopt;
    }
    if (!all_digits(parts.whole)) return std::nullopt;
    parts.fraction = parts.fraction.substr(0, parts.fraction.find_last_not_of('0') + 1);
    return parts;
}

}  // namespace

Result<Decimal> Decimal::parse(std::string_view text) {
    const auto parts = parts_of(text);
    if (!parts) {
        return invalid("decimal.malformed");
    }
    if (parts->fraction.size() > static_cast<std::size_t>(kScaleMax)) {
        return too_large("decimal.too_precise");
    }
    Wide coefficient = 0;
    for (const std::string_view digits : {parts->whole, parts->fraction}) {
        for (const char digit : digits) {
            coefficient = coefficient * 10 + (parts->negative ? '0' - digit : digit - '0');
            if (!fits(coefficient)) {
                return too_large("decimal.too_large");
            }
        }
    }
    return Decimal(static_cast<std::int64_t>(coefficient), static_cast<int>(parts->fraction.size()));
}

std::string Decimal::to_string() const {
    Wide rest = coefficient_;
    if (rest < 0) rest = -rest;
    int digits_after_point = scale_;
    while (digits_after_point > 0 && rest % 10 == 0) {
        rest /= 10;
        --digits_after_point;
    }
    std::string out = std::to_string(static_cast<std::uint64_t>(rest));
    if (digits_after_point > 0) {
        const auto after = static_cast<std::size_t>(digits_after_point);
        if (out.size() <= after) {
            out.insert(0, after + 1 - out.size(), '0');
        }
        out.insert(out.size() - after, 1, '.');
    }
    return is_negative() ? "-" + out : out;
}

Result<Decimal> Decimal::rounded(int scale) const {
    QY_ASSERT(scale >= 0 && scale <= kScaleMax);
    const Wide value = scale >= scale_ ? Wide{coefficient_} * power(scale - scale_)
                                       : divide_half_even(coefficient_, power(scale_ - scale));
    if (!fits(value)) {
        return too_large("decimal.too_large");
    }
    return Decimal(static_cast<std::int64_t>(value), scale);
}

Result<Decimal> Decimal::plus(const Decimal& other) const {
    const int scale = std::max(scale_, other.scale_);
    return shortest(Wide{coefficient_} * power(scale - scale_) + Wide{other.coefficient_} * power(scale - other.scale_),
                    scale);
}

Result<Decimal> Decimal::minus(const Decimal& other) const {
    const int scale = std::max(scale_, other.scale_);
    return shortest(Wide{coefficient_} * power(scale - scale_) - Wide{other.coefficient_} * power(scale - other.scale_),
                    scale);
}

// Tries nine digits after the point, then fewer, until the coefficient fits; each try rounds the exact product once.
Result<Decimal> Decimal::scaled(std::int64_t numerator, std::int64_t denominator) const {
    QY_ASSERT(denominator > 0);
    const Wide product = Wide{coefficient_} * numerator;
    for (int scale = kScaleMax; scale >= 0; --scale) {
        Wide value = product;
        Wide divisor = denominator;
        if (scale < scale_) {
            divisor *= power(scale_ - scale);
        } else if (__builtin_mul_overflow(product, power(scale - scale_), &value)) {
            continue;  // over 127 bits, divided by 63 bits: does not fit either
        }
        const Wide quotient = divide_half_even(value, divisor);
        if (fits(quotient)) {
            return shortest(quotient, scale);
        }
    }
    return too_large("decimal.too_large");
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    const int scale = std::max(scale_, other.scale_);
    const Wide left = Wide{coefficient_} * power(scale - scale_);
    const Wide right = Wide{other.coefficient_} * power(scale - other.scale_);
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

}  // namespace qy
