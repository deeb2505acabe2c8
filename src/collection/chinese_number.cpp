#include "chinese_number.h"

#include <algorithm>

#include "base/text.h"

namespace qy::collection {
namespace {

constexpr std::int64_t kLargest = 1'000'000'000'000'000;

struct Numeral {
    char32_t character;
    std::int64_t value;  // 0–9 a digit, more a power of ten (or 20, 30)
};

constexpr Numeral kNumerals[] = {
    {U'零', 0},    {U'〇', 0},    {U'○', 0},       {U'一', 1},           {U'二', 2},  {U'两', 2},   {U'三', 3},
    {U'四', 4},    {U'五', 5},    {U'六', 6},      {U'七', 7},           {U'八', 8},  {U'九', 9},   {U'壹', 1},
    {U'贰', 2},    {U'叁', 3},    {U'肆', 4},      {U'伍', 5},           {U'陆', 6},  {U'柒', 7},   {U'捌', 8},
    {U'玖', 9},    {U'十', 10},   {U'拾', 10},     {U'廿', 20},          {U'卅', 30}, {U'百', 100}, {U'佰', 100},
    {U'千', 1000}, {U'仟', 1000}, {U'万', 10'000}, {U'亿', 100'000'000},
};

const Numeral* numeral_of(char32_t c) {
    const auto* found =
        std::find_if(std::begin(kNumerals), std::end(kNumerals), [&](const Numeral& n) { return n.character == c; });
    return found == std::end(kNumerals) ? nullptr : found;
}

// "二〇二六": digits one after the other, as years are read. Nullopt when it holds anything else.
std::optional<std::int64_t> digit_by_digit(std::u32string_view text) {
    std::int64_t value = 0;
    if (text.size() > 15) return std::nullopt;
    for (const char32_t c : text) {
        const auto* numeral = numeral_of(c);
        if (numeral == nullptr || numeral->value > 9) return std::nullopt;
        value = value * 10 + numeral->value;
    }
    return value;
}

// Reads the spoken form from left to right. A section is what stands before 万 or 亿.
class SpokenNumber {
 public:
    bool take(const Numeral& numeral) {
        if (numeral.value <= 9) return take_digit(numeral.value);
        if (numeral.value == 20 || numeral.value == 30) return take_power(10, numeral.value / 10);
        if (numeral.value < 10'000) return take_power(numeral.value, 1);
        return take_section(numeral.value);
    }
    [[nodiscard]] std::optional<std::int64_t> value() const {
        const std::int64_t all = total_ + section_ + std::max<std::int64_t>(digit_, 0);
        return all <= kLargest ? std::optional(all) : std::nullopt;
    }

 private:
    bool take_digit(std::int64_t digit) {
        if (digit_ > 0) return false;  // "一二百"; a zero in between is spoken but means nothing
        digit_ = digit;
        return true;
    }
    bool take_power(std::int64_t power, std::int64_t implied) {
        if (power >= last_power_ || (digit_ <= 0 && power != 10)) return false;
        section_ += (digit_ > 0 ? digit_ * (implied == 1 ? 1 : 0) : implied) * power;
        last_power_ = power;
        const bool good = digit_ <= 0 || implied == 1;
        digit_ = -1;
        return good;
    }
    bool take_section(std::int64_t power) {
        const std::int64_t section = section_ + std::max<std::int64_t>(digit_, 0);
        if (section == 0 || power >= last_section_) return false;
        total_ += section * power;
        section_ = 0;
        digit_ = -1;
        last_section_ = power;
        last_power_ = 10'000;
        return true;
    }

    std::int64_t total_ = 0;
    std::int64_t section_ = 0;
    std::int64_t digit_ = -1;
    std::int64_t last_power_ = 10'000;
    std::int64_t last_section_ = kLargest;
};

}  // namespace

bool is_chinese_numeral(char32_t c) {
    return numeral_of(c) != nullptr;
}

std::optional<std::int64_t> parse_chinese_number(std::u32string_view text) {
    if (text.empty()) return std::nullopt;
    if (text.size() > 1) {
        if (const auto value = digit_by_digit(text)) return value;
    }
    SpokenNumber number;
    for (const char32_t c : text) {
        const auto* numeral = numeral_of(c);
        if (numeral == nullptr || !number.take(*numeral)) return std::nullopt;
    }
    return number.value();
}

std::string with_arabic_digits(std::string_view text) {
    const auto characters = to_utf32(text);
    std::string out;
    for (std::size_t i = 0; i < characters.size();) {
        std::size_t end = i;
        while (end < characters.size() && is_chinese_numeral(characters[end])) ++end;
        const auto value = parse_chinese_number(std::u32string_view(characters).substr(i, end - i));
        if (end > i && value) {
            out += std::to_string(*value);
            i = end;
        } else {
            end = std::max(end, i + 1);
            for (; i < end; ++i) append_utf8(out, characters[i]);
        }
    }
    return out;
}

}  // namespace qy::collection
