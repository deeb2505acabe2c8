#pragma once
// Quantities: a decimal and a unit of one table, with exact conversions inside a dimension.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace qy::model {

enum class Dimension : std::uint8_t { mass, volume, count, area };

/// One unit. 1 unit = numerator ÷ denominator of the dimension's base (g, mL, 1, m²). Count units (箱, 件 …) do not
/// convert into each other. `aliases` is a comma list used by cleaning.
struct Unit {
    std::string_view code;  ///< UN/ECE or our own: "kg", "t", "jin", "box"
    std::string_view zh;
    std::string_view en;
    Dimension dimension;
    std::int64_t numerator;
    std::int64_t denominator;
    std::string_view aliases;
};

[[nodiscard]] std::span<const Unit> units();
/// By code, label or alias; null when unknown.
[[nodiscard]] const Unit* find_unit(std::string_view text);

struct Quantity {
    Decimal amount;
    std::string unit;  ///< a Unit's code

    /// "1200.5 kg" (canonical: amount, space, unit code).
    [[nodiscard]] std::string to_string() const;
    /// The canonical form. Errors: invalid `quantity.malformed`, `quantity.unknown_unit` {unit}, and those of Decimal.
    static Result<Quantity> parse(std::string_view text);
    /// The same quantity in another unit. Errors: invalid `quantity.units_differ` {from, to}.
    [[nodiscard]] Result<Quantity> in(std::string_view unit) const;
    bool operator==(const Quantity&) const = default;
};

}  // namespace qy::model
