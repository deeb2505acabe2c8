#pragma once
// Quantities, prices and plain numbers as people write them.
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/decimal.h"
#include "faults.h"
#include "model/quantity.h"

namespace qy::collection {

/// "1,200.5公斤", "1200斤", "1.2万斤", "一千二百箱", "3 t": the unit stays the given one, by its code.
/// Problems: malformed, unit_missing, unknown_unit, negative, zero. REQUIRES: cleaned, everything folded.
[[nodiscard]] std::variant<model::Quantity, FieldProblem> read_quantity(std::string_view text);

/// A number, with what is written behind it: "12.5°Bx", "1,200 g", "1.2万", "一千二百克", "-3". Signs are kept.
struct Measured {
    Decimal number;
    std::string rest;  ///< trimmed
};
/// Nullopt when the text does not begin with a number. REQUIRES: as above.
[[nodiscard]] std::optional<Measured> read_measured(std::string_view text);

/// A price in fen, and what it is for when the text says so ("12.8元/斤" → 1280, "斤").
struct Price {
    std::int64_t fen = 0;
    std::string per;
};
/// "￥12.80", "12.8元", "12元8角", "12.8元/斤", "每斤12.8元", "1.2万元", "免费".
/// Problems: malformed, negative, too_precise (below a fen), out_of_range (over 10^11 yuan). REQUIRES: as above.
[[nodiscard]] std::variant<Price, FieldProblem> read_price(std::string_view text);

/// "-18℃", "零下18度", "4.5 °C". Problems: malformed, out_of_range (below -100 or above 300).
[[nodiscard]] std::variant<Decimal, FieldProblem> read_temperature(std::string_view text);

/// "180", "180天", "18个月" (365 days in 12 months), "2年". Problems: malformed, negative, zero, out_of_range (over
/// 36500).
[[nodiscard]] std::variant<std::int64_t, FieldProblem> read_days(std::string_view text);

}  // namespace qy::collection
