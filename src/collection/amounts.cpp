#include "amounts.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "chinese_number.h"

namespace qy::collection {
namespace {

constexpr std::int64_t kFenMax = 10'000'000'000'000;
constexpr std::int64_t kDaysMax = 36'500;

FieldProblem malformed(std::string_view text, std::string_view example) {
    return {Problem::malformed, {std::string(text), std::string(example)}};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "1,200,000": one to three digits, then groups of exactly three.
bool is_well_grouped(std::string_view integer) {
    const auto groups = split(integer, ',');
    if (groups.size() == 1) return true;
    if (groups[0].empty() || groups[0].size() > 3) return false;
    return std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) { return group.size() == 3; });
}

struct Leading {
    Decimal number;
    std::string_view rest;
};

// The number that a text begins with, grouping and sign included.
std::optional<Leading> leading_number(std::string_view text) {
    std::string digits;
    if (text.starts_with("-") || text.starts_with("\u2212")) {
        digits = "-";
        text.remove_prefix(text.front() == '-' ? 1 : 3);
    } else if (text.starts_with("+")) {
        text.remove_prefix(1);
    }
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == ',')) ++end;
    const auto integer = text.substr(0, end);
    if (integer.empty() || !is_well_grouped(integer)) return std::nullopt;
    digits += replace_all(integer, ",", "");
    if (end < text.size() && text[end] == '.') {
        std::size_t stop = end + 1;
        while (stop < text.size() && is_digit(text[stop])) ++stop;
        digits += text.substr(end, stop - end);
        end = stop;
    }
    auto number = Decimal::parse(digits);
    if (!number.ok()) return std::nullopt;
    return Leading{*number, trim(text.substr(end))};
}

struct Scale {
    std::string_view word;
    std::int64_t factor;
};
constexpr Scale kScales[] = {{"百", 100},         {"千", 1000},         {"万", 10'000},
                             {"百万", 1'000'000}, {"千万", 10'000'000}, {"亿", 100'000'000}};

// "1.2万…": the number times the word, when one stands there. The longest word wins.
Leading scaled(const Leading& from) {
    const Scale* best = nullptr;
    for (const auto& scale : kScales) {
        if (from.rest.starts_with(scale.word) && (best == nullptr || scale.word.size() > best->word.size()))
            best = &scale;
    }
    if (best == nullptr) return from;
    auto number = from.number.scaled(best->factor, 1);
    if (!number.ok()) return from;
    return {*number, trim(from.rest.substr(best->word.size()))};
}

std::variant<model::Quantity, FieldProblem> checked_quantity(const Decimal& amount, const model::Unit& unit,
                                                             std::string_view text) {
    if (amount.is_negative()) return FieldProblem{Problem::negative, {std::string(text)}};
    if (amount.is_zero()) return FieldProblem{Problem::zero, {}};
    return model::Quantity{amount, std::string(unit.code)};
}

// "一千二百箱", "五千克": the shortest numeral that leaves a unit.
std::optional<std::variant<model::Quantity, FieldProblem>> spoken_quantity(std::string_view text) {
    const auto characters = to_utf32(text);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < characters.size() && is_chinese_numeral(characters[i]); ++i) {
        std::string one;
        append_utf8(one, characters[i]);
        bytes += one.size();
        const auto* unit = model::find_unit(text.substr(bytes));
        const auto value = parse_chinese_number(std::u32string_view(characters).substr(0, i + 1));
        if (unit != nullptr && value) return checked_quantity(Decimal(*value, 0), *unit, text);
    }
    return std::nullopt;
}

std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    for (const auto prefix : prefixes) {
        if (text.starts_with(prefix)) return trim(text.substr(prefix.size()));
    }
    return text;
}

bool take_prefix(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
    const auto rest = without_prefix(text, prefixes);
    const bool taken = rest.size() != text.size();
    text = rest;
    return taken;
}

// "8角5分" behind the yuan, in fen; the text moves behind it.
std::int64_t take_jiao_and_fen(std::string_view& rest) {
    std::int64_t fen = 0;
    for (const auto& [words, value] : {std::pair{std::string_view("角毛"), 10}, std::pair{std::string_view("分"), 1}}) {
        if (rest.empty() || !is_digit(rest[0]) || rest.size() < 4) continue;
        if (words.find(rest.substr(1, 3)) == std::string_view::npos) continue;
        fen += (rest[0] - '0') * value;
        rest = trim(rest.substr(4));
    }
    return fen;
}

std::variant<Price, FieldProblem> checked_price(const Decimal& yuan, std::int64_t more_fen, std::string_view text) {
    if (yuan.is_negative()) return FieldProblem{Problem::negative, {std::string(text)}};
    const auto fen = yuan.scaled(100, 1);
    if (!fen.ok() || *fen > Decimal(kFenMax, 0)) return FieldProblem{Problem::out_of_range, {std::string(text)}};
    const auto whole = fen->rounded(0);
    if (!whole.ok() || *whole != *fen) return FieldProblem{Problem::too_precise, {std::string(text)}};
    return Price{whole->coefficient() + more_fen, {}};
}

}  // namespace

std::variant<model::Quantity, FieldProblem> read_quantity(std::string_view text) {
    constexpr std::string_view kExample = "1200.5公斤";
    text = trim(text);
    const auto leading = leading_number(text);
    if (!leading) {
        if (auto spoken = spoken_quantity(text)) return *std::move(spoken);
        return malformed(text, kExample);
    }
    if (leading->rest.empty()) return FieldProblem{Problem::unit_missing, {std::string(text)}};
    if (const auto* unit = model::find_unit(leading->rest)) return checked_quantity(leading->number, *unit, text);
    const auto more = scaled(*leading);
    if (more.rest.empty()) return FieldProblem{Problem::unit_missing, {std::string(text)}};
    if (const auto* unit = model::find_unit(more.rest)) return checked_quantity(more.number, *unit, text);
    return FieldProblem{Problem::unknown_unit, {std::string(more.rest)}};
}

std::optional<Measured> read_measured(std::string_view text) {
    text = trim(text);
    if (const auto leading = leading_number(text)) {
        const auto whole = scaled(*leading);
        return Measured{whole.number, std::string(whole.rest)};
    }
    const auto characters = to_utf32(text);
    std::size_t length = 0;
    while (length < characters.size() && is_chinese_numeral(characters[length])) ++length;
    const auto value = parse_chinese_number(std::u32string_view(characters).substr(0, length));
    if (length == 0 || !value) return std::nullopt;
    std::string rest;
    for (std::size_t i = length; i < characters.size(); ++i) append_utf8(rest, characters[i]);
    return Measured{Decimal(*value, 0), std::string(trim(rest))};
}

std::variant<Price, FieldProblem> read_price(std::string_view text) {
    constexpr std::string_view kExample = "12.80";
    const std::string lower = lower_ascii(trim(text));
    std::string_view rest = lower;
    if (rest == "免费" || rest == "赠送") return Price{};
    std::string per;
    if (take_prefix(rest, {"每"})) {  // "每斤12.8元"
        const std::size_t at = rest.find_first_of("0123456789");
        per = trim(rest.substr(0, at));
        rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at);
    }
    take_prefix(rest, {"人民币", "rmb", "cny"});
    take_prefix(rest, {"\u00A5", "\uFFE5"});
    const auto leading = leading_number(rest);
    if (!leading) return malformed(text, kExample);
    const auto more = scaled(*leading);
    rest = more.rest;
    std::int64_t more_fen = 0;
    if (take_prefix(rest, {"元整", "元", "圆整", "圆", "块钱", "块", "rmb", "cny"})) more_fen = take_jiao_and_fen(rest);
    if (take_prefix(rest, {"/", "每"})) {
        if (rest.empty() || !per.empty()) return malformed(text, kExample);
        per = rest;
        rest = {};
    }
    if (!rest.empty()) return malformed(text, kExample);
    auto price = checked_price(more.number, more_fen, text);
    if (auto* good = std::get_if<Price>(&price)) good->per = std::move(per);
    return price;
}

std::variant<Decimal, FieldProblem> read_temperature(std::string_view text) {
    const std::string lower = lower_ascii(trim(text));
    std::string_view rest = lower;
    const bool below_zero = take_prefix(rest, {"零下"});
    const auto leading = leading_number(rest);
    if (!leading) return malformed(text, "4.5");
    static constexpr std::string_view kUnits[] = {"", "℃", "°c", "c", "度", "摄氏度", "°"};
    if (std::find(std::begin(kUnits), std::end(kUnits), leading->rest) == std::end(kUnits))
        return malformed(text, "4.5");
    const auto number = below_zero ? leading->number.scaled(-1, 1).value_or(leading->number) : leading->number;
    if (number < Decimal(-100, 0) || number > Decimal(300, 0)) {
        return FieldProblem{Problem::out_of_range, {std::string(text)}};
    }
    return number;
}

std::variant<std::int64_t, FieldProblem> read_days(std::string_view text) {
    constexpr std::string_view kExample = "180";
    const auto leading = leading_number(trim(text));
    if (!leading) return malformed(text, kExample);
    const auto whole = leading->number.rounded(0);
    if (!whole.ok() || *whole != leading->number) return malformed(text, kExample);
    const std::int64_t number = whole->coefficient();
    if (number < 0) return FieldProblem{Problem::negative, {std::string(text)}};
    if (number == 0) return FieldProblem{Problem::zero, {}};
    if (number > kDaysMax) return FieldProblem{Problem::out_of_range, {std::string(text)}};
    std::int64_t days = 0;
    const auto unit = leading->rest;
    if (unit.empty() || unit == "天" || unit == "日" || unit == "days" || unit == "d") days = number;
    if (unit == "个月" || unit == "月" || unit == "months") days = number * 365 / 12;
    if (unit == "年" || unit == "years") days = number * 365;
    if (days == 0) return malformed(text, kExample);
    if (days > kDaysMax) return FieldProblem{Problem::out_of_range, {std::string(text)}};
    return days;
}

}  // namespace qy::collection
