#include "model/checks.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"

namespace qy::model {
namespace {

constexpr std::string_view kCreditCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100-2015, table 3

constexpr std::string_view kCompoundSurnames[] = {
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐", "百里", "呼延", "轩辕",
};

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string upper_folded(std::string_view text) {
    std::string out = fold_width(trim(text));
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
    return out;
}

bool gs1_check_holds(std::string_view digits) {
    return gs1_check_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool is_calendar_day(std::string_view yyyymmdd) {
    const std::chrono::year_month_day date{std::chrono::year{number_of(yyyymmdd.substr(0, 4))},
                                           std::chrono::month{static_cast<unsigned>(number_of(yyyymmdd.substr(4, 2)))},
                                           std::chrono::day{static_cast<unsigned>(number_of(yyyymmdd.substr(6, 2)))}};
    return date.ok();
}

// GB 11643-1999: ISO 7064 MOD 11-2.
char identity_check(std::string_view first17) {
    constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first17[i] - '0') * kWeights[i];
    return "10X98765432"[sum % 11];
}

std::string stars(std::size_t count) {
    return std::string(count, '*');
}

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

}  // namespace

char credit_code_check(std::string_view first17) {
    QY_ASSERT(first17.size() == 17);
    std::size_t sum = 0;
    std::size_t weight = 1;  // 3^i mod 31
    for (const char c : first17) {
        const std::size_t value = kCreditCharacters.find(c);
        QY_ASSERT(value != std::string_view::npos);
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return kCreditCharacters[(31 - sum % 31) % 31];
}

Result<std::string> checked_credit_code(std::string_view text) {
    auto code = upper_folded(text);
    const bool known = code.find_first_not_of(kCreditCharacters) == std::string::npos;
    // Characters 3–8 are the region, digits by the standard.
    if (code.size() != 18 || !known || !is_digits(std::string_view(code).substr(2, 6))) {
        return invalid("credit_code.malformed");
    }
    if (credit_code_check(std::string_view(code).substr(0, 17)) != code.back()) return invalid("credit_code.check");
    return code;
}

// GS1 General Specifications 7.9: weights 3, 1, 3 … counted from the right, without the check digit.
char gs1_check_digit(std::string_view without_check) {
    int sum = 0;
    int weight = 3;
    for (auto digit = without_check.rbegin(); digit != without_check.rend(); ++digit) {
        sum += (*digit - '0') * weight;
        weight = 4 - weight;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Result<std::string> checked_gtin(std::string_view text) {
    const auto digits = upper_folded(text);
    const bool sized = digits.size() == 8 || (digits.size() >= 12 && digits.size() <= 14);
    if (!sized || !is_digits(digits) || digits.find_first_not_of('0') == std::string::npos) {
        return invalid("gtin.malformed");
    }
    if (!gs1_check_holds(digits)) return invalid("gtin.check");
    return std::string(14 - digits.size(), '0') + digits;
}

Result<std::string> checked_identity_number(std::string_view text) {
    auto number = upper_folded(text);
    const std::string_view view = number;
    const bool shaped = number.size() == 18 && is_digits(view.substr(0, 17)) &&
                        (is_digits(view.substr(17)) || number.back() == 'X') && is_calendar_day(view.substr(6, 8));
    if (!shaped) return invalid("identity_number.malformed");
    if (identity_check(view) != number.back()) return invalid("identity_number.check");
    return number;
}

Result<std::string> checked_sscc(std::string_view text) {
    auto digits = upper_folded(text);
    if (digits.size() != 18 || !is_digits(digits)) return invalid("sscc.malformed");
    if (!gs1_check_holds(digits)) return invalid("sscc.check");
    return digits;
}

std::string masked_name(std::string_view name) {
    name = trim(name);
    if (name.empty()) return {};
    if (!is_utf8(name)) return "**";
    const auto characters = to_utf32(name);
    if (characters.size() == 1) return "*";
    const bool compound =
        characters.size() > 2 && std::any_of(std::begin(kCompoundSurnames), std::end(kCompoundSurnames),
                                             [&](std::string_view surname) { return name.starts_with(surname); });
    const std::size_t kept = compound ? 2 : 1;
    std::string out;
    for (std::size_t i = 0; i < kept; ++i) append_utf8(out, characters[i]);
    // The length of a name in letters would tell too much; a Chinese one has two or three characters anyway.
    return out + stars(is_han(characters[0]) ? characters.size() - kept : 2);
}

std::string masked_phone(std::string_view phone) {
    phone = trim(phone);
    if (!is_utf8(phone)) return "****";
    const auto characters = to_utf32(phone);
    const std::size_t size = characters.size();
    const std::size_t head = size >= 11 ? 3 : size >= 7 ? 1 : 0;
    const std::size_t tail = size >= 11 ? 4 : size >= 7 ? 2 : 0;
    std::string out;
    for (std::size_t i = 0; i < head; ++i) append_utf8(out, characters[i]);
    out += stars(size - head - tail);
    for (std::size_t i = size - tail; i < size; ++i) append_utf8(out, characters[i]);
    return out;
}

}  // namespace qy::model
