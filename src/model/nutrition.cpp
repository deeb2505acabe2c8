#include "model/nutrition.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"

namespace qy::model {
namespace {

using enum Nutrient;

constexpr NutrientRow kNutrientRows[] = {
    {energy, "energy", "能量", "Energy", "kJ", "热量,calories", 0, Decimal(17, 0), 8'400, 3'700, true, energy},
    {protein, "protein", "蛋白质", "Protein", "g", "蛋白", 1, Decimal(5, 1), 60, 100, true, protein},
    {fat, "fat", "脂肪", "Fat", "g", "总脂肪,totalfat", 1, Decimal(5, 1), 60, 100, true, fat},
    {saturated_fat, "saturated_fat", "饱和脂肪", "Saturated fat", "g",
     "饱和脂肪酸,饱和脂肪(酸),saturatedfattyacids,saturates", 1, Decimal(1, 1), 20, 100, false, fat},
    {carbohydrate, "carbohydrate", "碳水化合物", "Carbohydrate", "g", "碳水,carbohydrates,totalcarbohydrate", 1,
     Decimal(5, 1), 300, 100, true, carbohydrate},
    {sugars, "sugars", "糖", "Sugars", "g", "糖分,总糖,sugar", 1, Decimal(5, 1), 0, 100, false, carbohydrate},
    {sodium, "sodium", "钠", "Sodium", "mg", "", 0, Decimal(5, 0), 2'000, 40'000, true, sodium},
};
static_assert(std::size(kNutrientRows) == kNutrients);

constexpr std::string_view kExample = "每100g：能量 1680kJ；蛋白质 12.5g；脂肪 8.0g；碳水化合物 70.1g；钠 204mg";
constexpr std::int64_t kServingMax = 5'000;    // g or mL
constexpr std::int64_t kDensestLiquid = 2;     // g in 1 mL, and more than any food has
constexpr std::int64_t kDoubtfulShare = 5;     // a fifth
constexpr std::int64_t kDoubtfulTenths = 200;  // 20 kJ

constexpr std::size_t index_of(Nutrient nutrient) {
    return static_cast<std::size_t>(nutrient);
}

const NutrientRow& row_of(Nutrient nutrient) {
    return kNutrientRows[index_of(nutrient)];
}

Error malformed(std::string_view piece) {
    return invalid("nutrition.malformed", {std::string(piece), std::string(kExample)});
}

std::string amount_text(const NutrientRow& row, const Decimal& amount) {
    if (amount.is_zero()) return "0";
    auto text = amount.to_string();
    return row.places == 1 && text.find('.') == std::string::npos ? text + ".0" : text;
}

/// "蛋白质 12.5g", for what people are told.
std::string shown(const NutrientRow& row, const std::string& amount) {
    return std::string(row.zh) + " " + amount + std::string(row.unit);
}

/// Of what is so much in 100 g or 100 mL, how much that is in the base.
Decimal in_base(const Decimal& of_hundred, const NutritionBase& base) {
    std::int64_t denominator = 100;
    for (int i = 0; i < base.size.scale(); ++i) denominator *= 10;
    const auto scaled = of_hundred.scaled(base.size.coefficient(), denominator);
    QY_ASSERT(scaled.ok());  // no size is larger than kServingMax
    return *scaled;
}

/// One way of writing: half width, lower case, no blanks, ";" between the pieces, units by their signs.
std::string plain_text(std::string_view text) {
    struct Habit {
        std::string_view written;
        std::string_view plain;
    };
    constexpr Habit kHabits[] = {{"、", ";"}, {"。", ";"},    {"\n", ";"},    {",", ";"},     {"|", ";"},
                                 {"—", ""},   {"千焦", "kj"}, {"毫克", "mg"}, {"毫升", "ml"}, {"克", "g"}};
    auto plain = lower_ascii(fold_width(text));
    for (const auto& habit : kHabits) plain = replace_all(plain, habit.written, habit.plain);
    std::erase_if(plain, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    return plain;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

std::string_view take_number(std::string_view& text) {
    const auto number = text.substr(0, text.find_first_not_of("0123456789."));
    text.remove_prefix(number.size());
    return number;
}

bool is_good_size(const NutritionBase& base) {
    if (!base.serving) return base.size == Decimal(100, 0);
    const auto rounded = base.size.rounded(1);
    return rounded.ok() && *rounded == base.size && !base.size.is_zero() && base.size <= Decimal(kServingMax, 0);
}

/// "每100g", "每份(30g)", "perserving(250ml)" in front of `text`, which it is taken from.
std::optional<NutritionBase> take_base(std::string_view& text) {
    NutritionBase base;
    base.serving = take(text, "每份") || take(text, "perserving");
    if (!base.serving && !take(text, "每")) take(text, "per");
    const bool bracket = take(text, "(");
    const auto size = Decimal::parse(take_number(text));
    if (!size.ok()) return std::nullopt;
    base.size = *size;
    base.liquid = take(text, "ml");
    if (!base.liquid && !take(text, "g")) return std::nullopt;
    if (bracket && !take(text, ")")) return std::nullopt;
    return is_good_size(base) ? std::optional(base) : std::nullopt;
}

bool is_called(const NutrientRow& row, std::string_view word) {
    if (word == row.zh || word == replace_all(lower_ascii(row.en), " ", "")) return true;
    return std::ranges::any_of(split(row.aliases, ','), [&](auto alias) { return !alias.empty() && word == alias; });
}

std::string known_words() {
    std::vector<std::string> words;
    for (const auto& row : kNutrientRows) words.emplace_back(row.zh);
    return join(words, "、");
}

/// As the standard has it: rounded, possible, and nothing told as 0.
Result<void> check_amount(const NutrientRow& row, const Decimal& amount, const NutritionBase& base) {
    const auto told = shown(row, amount.to_string());
    const auto rounded = amount.rounded(row.places);
    if (!rounded.ok() || *rounded != amount) {
        return invalid("nutrition.too_precise",
                       {told, rounded.ok() ? amount_text(row, *rounded) + std::string(row.unit) : ""});
    }
    const auto most = in_base(Decimal(row.per_hundred_max * (base.liquid ? kDensestLiquid : 1), 0), base);
    if (amount > most) {
        return invalid("nutrition.outside", {told, "0–" + most.to_string() + std::string(row.unit)});
    }
    const bool nothing = !amount.is_zero() && amount <= in_base(row.nothing, base);
    return nothing ? Result<void>(invalid("nutrition.zero", {told})) : Result<void>();
}

/// "蛋白质12.5g" or "protein:12.5g".
Result<void> read_piece(std::string_view piece, Nutrition& table) {
    auto rest = piece;
    const auto end = rest.find_first_of("0123456789.:=");
    if (end == std::string_view::npos) return malformed(piece);
    const auto name = rest.substr(0, end);
    rest.remove_prefix(end);
    const auto* const row = std::ranges::find_if(kNutrientRows, [&](const auto& one) { return is_called(one, name); });
    if (row == std::end(kNutrientRows)) return invalid("nutrition.unknown", {std::string(name), known_words()});
    if (!take(rest, ":")) take(rest, "=");
    const auto amount = Decimal::parse(take_number(rest));
    auto& kept = table.amounts[index_of(row->nutrient)];
    if (!amount.ok() || kept) return malformed(piece);
    if (rest != lower_ascii(row->unit)) {
        return invalid("nutrition.wrong_unit", {std::string(row->zh), std::string(row->unit)});
    }
    QY_CHECK(check_amount(*row, *amount, table.base));
    kept = *amount;
    return {};
}

/// What is part of something is not more than that, and what every table has is there.
Result<void> check_whole(const Nutrition& table) {
    std::vector<std::string> missing;
    for (const auto& row : kNutrientRows) {
        const auto& amount = table.amounts[index_of(row.nutrient)];
        const auto& whole = table.amounts[index_of(row.part_of)];
        if (row.required && !amount) missing.emplace_back(row.zh);
        if (!amount || !whole || *amount <= *whole) continue;
        return invalid("nutrition.outside", {shown(row, amount_text(row, *amount)),
                                             "0–" + shown(row_of(row.part_of), amount_text(row, *whole))});
    }
    return missing.empty() ? Result<void>() : Result<void>(invalid("nutrition.missing", {join(missing, "、")}));
}

}  // namespace

std::span<const NutrientRow> nutrients() {
    return kNutrientRows;
}

Result<Nutrition> Nutrition::parse(std::string_view text) {
    const auto plain = plain_text(text);
    std::string_view rest(plain);
    Nutrition table;
    const auto base = take_base(rest);
    if (!base) return malformed(trim(text));
    table.base = *base;
    take(rest, base->liquid ? "(ml)" : "(g)");  // as heads of printed tables have it
    if (!take(rest, ":")) take(rest, ";");
    for (const auto piece : split(rest, ';')) {
        if (!piece.empty()) QY_CHECK(read_piece(piece, table));
    }
    QY_CHECK(check_whole(table));
    return table;
}

std::string Nutrition::base_told(Language language) const {
    const bool english = language == Language::en;
    const auto amount = base.size.to_string() + (english ? " " : "") + (base.liquid ? "mL" : "g");
    if (!base.serving) return (english ? "per " : "每") + amount;
    return english ? "per serving (" + amount + ")" : "每份（" + amount + "）";
}

std::string Nutrition::told(Language language) const {
    const bool english = language == Language::en;
    std::vector<std::string> pieces;
    for (const auto& line : lines()) {
        const auto& row = *line.row;
        pieces.push_back(english ? std::string(row.en) + " " + line.amount + " " + std::string(row.unit)
                                 : shown(row, line.amount));
    }
    return base_told(language) + (english ? ": " : "：") + join(pieces, english ? "; " : "；");
}

std::vector<NutritionLine> Nutrition::lines() const {
    std::vector<NutritionLine> lines;
    for (const auto& row : kNutrientRows) {
        const auto& amount = amounts[index_of(row.nutrient)];
        if (!amount) continue;
        NutritionLine line{&row, amount_text(row, *amount), std::nullopt};
        if (row.reference > 0) {
            const auto share = amount->scaled(100, row.reference);
            QY_ASSERT(share.ok());
            line.percent = share->rounded(0).value().coefficient();
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::optional<std::int64_t> Nutrition::doubtful_energy() const {
    const auto tenths = [&](Nutrient nutrient) {
        const auto& amount = amounts[index_of(nutrient)];
        return amount ? amount->rounded(1).value().coefficient() : 0;
    };
    const auto told = tenths(energy);
    const auto given = 17 * tenths(protein) + 37 * tenths(fat) + 17 * tenths(carbohydrate);
    const auto apart = std::max(told, given) - std::min(told, given);
    const bool doubtful = apart > kDoubtfulTenths && apart * kDoubtfulShare > std::max(told, given);
    return doubtful ? std::optional((given + 5) / 10) : std::nullopt;
}

}  // namespace qy::model
