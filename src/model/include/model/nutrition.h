#pragma once
// The nutrition table of a label: energy and nutrients of 100 g, 100 mL or a serving, in the names, order, units and
// rounding of GB 28050 (table 1 and appendix A; what is told here is the same in its editions of 2011 and 2025).
// (clauses 5.6, 7.1.1)
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/messages.h"

namespace qy::model {

/// In the order in which they stand in the table.
enum class Nutrient : std::uint8_t { energy, protein, fat, saturated_fat, carbohydrate, sugars, sodium, count_ };
inline constexpr std::size_t kNutrients = static_cast<std::size_t>(Nutrient::count_);

/// `part_of`: what it is a part of, or itself.
struct NutrientRow {
    Nutrient nutrient;
    std::string_view name;
    std::string_view zh;
    std::string_view en;
    std::string_view unit;         ///< kJ, g or mg
    std::string_view aliases;      ///< further words for it, folded, comma-separated
    int places;                    ///< digits behind the point: amounts are rounded to these
    Decimal nothing;               ///< what is not more than this in 100 g or 100 mL is told as 0
    std::int64_t reference;        ///< of the reference intake (NRV); 0: there is none
    std::int64_t per_hundred_max;  ///< more is not possible in 100 g
    bool required;                 ///< in every table
    Nutrient part_of;
};
[[nodiscard]] std::span<const NutrientRow> nutrients();

/// Of what the amounts are: 100 g, 100 mL, or a serving of `size`.
struct NutritionBase {
    bool serving = false;
    bool liquid = false;  ///< in mL, else in g
    Decimal size{100, 0};
    bool operator==(const NutritionBase&) const = default;
};

/// One line of the table, ready to be shown.
struct NutritionLine {
    const NutrientRow* row = nullptr;
    std::string amount;                   ///< "12.5"; what is as good as nothing is "0"
    std::optional<std::int64_t> percent;  ///< of the reference intake
};

struct Nutrition {
    NutritionBase base;
    std::array<std::optional<Decimal>, kNutrients> amounts;

    /// "每100g：能量 1680kJ；蛋白质 12.5g；脂肪 8.0g；碳水化合物 70.1g；钠 204mg", in Chinese or English words, in any
    /// order, with any width and blanks. Errors, each `nutrition.` and what is wrong: malformed {piece, example},
    /// unknown {word, known words}, wrong_unit {nutrient, unit}, too_precise {nutrient and amount, rounded}, zero
    /// {nutrient and amount}, outside {nutrient and amount, allowed}, missing {nutrients}.
    static Result<Nutrition> parse(std::string_view text);

    /// The form in which it is kept (Chinese) or shown; parse() reads both as the same again.
    [[nodiscard]] std::string told(Language language) const;
    [[nodiscard]] std::string base_told(Language language) const;
    [[nodiscard]] std::vector<NutritionLine> lines() const;

    /// What protein, fat and carbohydrate give, in kJ (17, 37 and 17 a gram), when it is so far from the energy told
    /// (a fifth, and 20 kJ) that somebody should look: fibre, alcohol and sweeteners explain less.
    [[nodiscard]] std::optional<std::int64_t> doubtful_energy() const;
    bool operator==(const Nutrition&) const = default;
};

}  // namespace qy::model
