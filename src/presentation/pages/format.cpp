#include "pages/format.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/decimal.h"
#include "base/text.h"
#include "model/nutrition.h"
#include "pages/page_writer.h"

namespace qy::presentation {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kDaySize = 10;      // 2026-03-05
constexpr std::size_t kMinutesFrom = 11;  // 2026-03-05T08:30
constexpr std::size_t kCodeDigits = 20;

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_day(std::string_view text) {
    return text.size() == kDaySize && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
           all_digits(text.substr(5, 2)) && all_digits(text.substr(8, 2));
}

std::string_view without_zero(std::string_view two_digits) {
    return two_digits.starts_with('0') ? two_digits.substr(1) : two_digits;
}

/// `rfc3339` is at least "2026-03-05T08:30".
std::string day_and_minutes(std::string_view rfc3339, Language language) {
    std::string shown = shown_day(rfc3339.substr(0, kDaySize), language);
    shown += language == Language::zh ? " " : ", ";
    shown += rfc3339.substr(kMinutesFrom, 5);
    return shown;
}

std::string quantity_value(std::string_view canonical, Language language) {
    const auto quantity = model::Quantity::parse(canonical);
    return quantity.ok() ? shown_quantity(*quantity, language) : std::string(canonical);
}

std::string moment_value(std::string_view canonical, Language language) {
    const auto time = model::EventTime::parse(canonical);
    return time.ok() ? shown_time(*time, language) : std::string(canonical);
}

std::string number_value(const model::FieldRow& row, std::string_view canonical, const PageWriter& page) {
    using model::Field;
    if (row.field == Field::temperature_low || row.field == Field::temperature_high) {
        return std::string(canonical) + " ℃";
    }
    if (row.field == Field::shelf_life_days) return page.say(Text::days, {canonical});
    return grouped_number(canonical);
}

std::string list_value(const model::FieldRow& row, std::string_view canonical, const PageWriter& page) {
    std::string shown;
    for (const auto code : split(canonical, ',')) {
        if (!shown.empty()) shown += page.say(Text::list_comma);
        shown += page.label(row.dictionary, code);
    }
    return shown;
}

std::string nutrition_value(std::string_view canonical, Language language) {
    const auto table = model::Nutrition::parse(canonical);
    return table.ok() ? table->told(language) : std::string(canonical);
}

}  // namespace

std::string shown_day(std::string_view day, Language language) {
    if (!is_day(day)) return std::string(day);
    const auto year = day.substr(0, 4);
    const auto month = day.substr(5, 2);
    const auto date = without_zero(day.substr(8, 2));
    std::string shown;
    if (language == Language::zh) {
        shown.append(year).append("年").append(without_zero(month)).append("月").append(date).append("日");
        return shown;
    }
    const auto number = static_cast<std::size_t>((month[0] - '0') * 10 + (month[1] - '0'));
    if (number < 1 || number > kMonths.size()) return std::string(day);
    shown.append(date).append(" ").append(kMonths[number - 1]).append(" ").append(year);
    return shown;
}

std::string shown_time(const model::EventTime& time, Language language) {
    const std::string text = time.to_string();
    if (time.precision == model::Precision::day || text.size() < kMinutesFrom + 5) return shown_day(text, language);
    return day_and_minutes(text, language);
}

std::string shown_instant(Time time, Language language) {
    return day_and_minutes(model::to_rfc3339(time), language);
}

std::string shown_quantity(const model::Quantity& quantity, Language language) {
    std::string shown = grouped_number(quantity.amount.to_string());
    const auto* unit = model::find_unit(quantity.unit);
    shown += ' ';
    if (unit == nullptr) {
        shown += quantity.unit;
    } else {
        shown += language == Language::zh ? unit->zh : unit->en;
    }
    return shown;
}

std::string shown_money(std::string_view fen) {
    if (!all_digits(fen)) return std::string(fen);
    std::string digits(fen);
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    const std::string_view yuan = std::string_view(digits).substr(0, digits.size() - 2);
    return "¥" + grouped_number(yuan) + "." + digits.substr(digits.size() - 2);
}

std::string grouped_number(std::string_view digits) {
    const std::size_t sign = digits.starts_with('-') ? 1 : 0;
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    if (!all_digits(digits.substr(sign, whole - sign))) return std::string(digits);
    std::string shown(digits);
    for (std::size_t at = whole; at > sign + 3; at -= 3) shown.insert(at - 3, 1, ',');
    return shown;
}

std::string grouped_code(std::string_view code) {
    if (code.size() != kCodeDigits) return std::string(code);
    std::string shown;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (i > 0 && i % 4 == 0) shown += ' ';
        shown += code[i];
    }
    return shown;
}

std::string shown_value(const model::FieldRow& row, std::string_view canonical, const PageWriter& page) {
    using model::FieldType;
    switch (row.type) {
        case FieldType::text:
        case FieldType::name:
        case FieldType::gtin:
            return std::string(canonical);
        case FieldType::day:
            return shown_day(canonical, page.language());
        case FieldType::moment:
            return moment_value(canonical, page.language());
        case FieldType::money:
            return shown_money(canonical);
        case FieldType::quantity:
            return quantity_value(canonical, page.language());
        case FieldType::number:
            return number_value(row, canonical, page);
        case FieldType::dictionary:
            return page.label(row.dictionary, canonical);
        case FieldType::names_list:
            return list_value(row, canonical, page);
        case FieldType::inputs:
        case FieldType::readings:
        case FieldType::attributes:
            return {};
        case FieldType::nutrition:
            return nutrition_value(canonical, page.language());
    }
    QY_ASSERT(false);
}

std::string shown_attribute(const model::AttributeValue& value, const PageWriter& page) {
    using model::AttributeType;
    switch (value.type) {
        case AttributeType::text:
            return value.value;
        case AttributeType::number:
        case AttributeType::quantity: {
            const auto* unit = model::find_unit(value.unit);
            const bool zh = page.language() == Language::zh;
            const auto name = unit == nullptr ? std::string_view(value.unit) : zh ? unit->zh : unit->en;
            return grouped_number(value.value) + (name.empty() ? std::string() : " " + std::string(name));
        }
        case AttributeType::day:
            return shown_day(value.value, page.language());
        case AttributeType::moment:
            return moment_value(value.value, page.language());
        case AttributeType::flag:
            return std::string(page.say(value.value == "yes" ? Text::yes : Text::no));
        case AttributeType::dictionary:
            return std::string(page.name_of(value.word, value.word_en));
    }
    QY_ASSERT(false);
}

std::string_view field_label(const model::FieldRow& row, const PageWriter& page) {
    // The table's label says "days"; on a page the value says it.
    if (row.field == model::Field::shelf_life_days) return page.say(Text::shelf_life);
    return page.language() == Language::zh ? row.zh : row.en;
}

bool has_chinese(std::string_view text) {
    // Three-byte characters that begin with E4–E9 are U+4000–U+9FFF: the Chinese ones that matter here.
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE4 && byte <= 0xE9;
    });
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string made;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
            made += c;
        } else {
            made += '%';
            made += kHex[byte >> 4U];
            made += kHex[byte & 15U];
        }
    }
    return made;
}

}  // namespace qy::presentation
