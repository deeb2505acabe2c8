#include "attributes.h"

#include <algorithm>

#include "amounts.h"
#include "base/assert.h"
#include "base/limits.h"
#include "base/text.h"
#include "clean.h"
#include "collection/bundle.h"
#include "convert.h"
#include "dates.h"
#include "model/quantity.h"

namespace qy::collection {
namespace {

using model::AttributeType;
using model::CategoryAttribute;

constexpr std::string_view kYes[] = {"是", "有", "对", "√", "✓", "yes", "y", "true", "1"};
constexpr std::string_view kNo[] = {"否", "无", "没有", "不是", "×", "✗", "no", "n", "false", "0"};
constexpr std::string_view kFlags = "是、否 / yes, no";

ReadAttribute good(std::string value) {
    ReadAttribute out;
    out.read.value.value = std::move(value);
    return out;
}
ReadAttribute bad(Problem problem, std::vector<std::string> arguments) {
    ReadAttribute out;
    out.problem = FieldProblem{problem, std::move(arguments)};
    return out;
}

template <std::size_t size>
bool is_one_of(std::string_view text, const std::string_view (&words)[size]) {
    return std::ranges::find(words, lower_ascii(text)) != std::end(words);
}

/// "°Bx" behind a number is the unit that the attribute itself is written with.
bool is_own_unit(std::string_view rest, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    const auto same = [](std::string_view a, std::string_view b) {
        return lower_ascii(fold_width(a)) == lower_ascii(fold_width(b));
    };
    if (rest.empty() || same(rest, attribute.unit)) return true;
    const auto* told = model::find_unit(rest);
    const auto* own = model::find_unit(attribute.unit);
    if (told != nullptr || own != nullptr) return told != nullptr && told == own;
    const auto* word = dictionary.find("unit", rest);
    return word != nullptr && word == dictionary.find("unit", attribute.unit);
}

/// The amount in the attribute's unit; nullopt when it does not convert.
std::optional<Decimal> in_own_unit(const Measured& measured, const CategoryAttribute& attribute,
                                   const Dictionary& dictionary) {
    if (is_own_unit(measured.rest, attribute, dictionary)) return measured.number;
    const auto quantity = in_known_unit(measured.number, measured.rest, dictionary);
    const auto* own = model::find_unit(attribute.unit);
    if (!quantity || own == nullptr) return std::nullopt;
    const auto converted = quantity->in(own->code);
    return converted.ok() ? std::optional(converted->amount) : std::nullopt;
}

bool is_outside(const Decimal& amount, const CategoryAttribute& attribute) {
    const auto low = Decimal::parse(attribute.low);
    const auto high = Decimal::parse(attribute.high);
    return (low.ok() && amount < *low) || (high.ok() && amount > *high);
}

ReadAttribute as_amount(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    auto read = read_measured(fold_width(text));
    if (!read) return bad(Problem::malformed, {std::string(text), allowed_text(attribute, dictionary)});
    const auto amount = in_own_unit(*read, attribute, dictionary);
    if (!amount) return bad(Problem::wrong_unit, {std::string(text), attribute.unit.empty() ? "–" : attribute.unit});
    if (is_outside(*amount, attribute)) {
        return bad(Problem::outside, {std::string(text), allowed_text(attribute, dictionary)});
    }
    return good(amount->to_string());
}

ReadAttribute as_time(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    const auto read = read_moment(text);
    if (const auto* problem = std::get_if<Problem>(&read)) {
        if (*problem == Problem::out_of_range) return bad(*problem, {std::string(text)});
        return bad(*problem, {std::string(text), allowed_text(attribute, dictionary)});
    }
    const auto& moment = std::get<model::EventTime>(read);
    return good(attribute.type == AttributeType::day ? moment.day() : moment.to_string());
}

ReadAttribute as_flag(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    if (is_one_of(text, kYes)) return good("yes");
    if (is_one_of(text, kNo)) return good("no");
    return bad(Problem::unknown, {std::string(text), allowed_text(attribute, dictionary)});
}

ReadAttribute as_word(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    const auto* item = dictionary.find(attribute.dictionary, text);
    if (item == nullptr) return bad(Problem::unknown, {std::string(text), allowed_text(attribute, dictionary)});
    auto out = good(item->code);
    out.read.value.word = item->zh;
    out.read.value.word_en = item->en;
    return out;
}

ReadAttribute converted(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    switch (attribute.type) {
        case AttributeType::text:
            return good(std::string(text));
        case AttributeType::number:
        case AttributeType::quantity:
            return as_amount(text, attribute, dictionary);
        case AttributeType::day:
        case AttributeType::moment:
            return as_time(text, attribute, dictionary);
        case AttributeType::flag:
            return as_flag(text, attribute, dictionary);
        case AttributeType::dictionary:
            return as_word(text, attribute, dictionary);
    }
    QY_ASSERT(false);
}

bool means(const CategoryAttribute& attribute, std::string_view folded) {
    const auto is = [&](std::string_view word) { return model::folded_column(word) == folded; };
    return is(attribute.name) || is(attribute.zh) || is(attribute.en) || std::ranges::any_of(attribute.aliases, is);
}

std::string labels_of(const std::vector<const CategoryAttribute*>& attributes) {
    std::vector<std::string> labels;
    for (const auto* one : attributes) labels.push_back(one->zh);
    return labels.empty() ? "–" : join(labels, "、");
}

}  // namespace

std::string allowed_text(const CategoryAttribute& attribute, const Dictionary& dictionary) {
    const auto unit = attribute.unit.empty() ? std::string() : " " + attribute.unit;
    switch (attribute.type) {
        case AttributeType::text:
            break;
        case AttributeType::number:
        case AttributeType::quantity:
            if (!attribute.low.empty() && !attribute.high.empty()) {
                return attribute.low + " – " + attribute.high + unit;
            }
            if (!attribute.low.empty()) return "≥ " + attribute.low + unit;
            if (!attribute.high.empty()) return "≤ " + attribute.high + unit;
            return "12.5" + unit;
        case AttributeType::day:
            return "2026-03-05";
        case AttributeType::moment:
            return "2026-03-05 08:30";
        case AttributeType::flag:
            return std::string(kFlags);
        case AttributeType::dictionary:
            return dictionary.labels(attribute.dictionary);
    }
    return "…";
}

ReadAttribute read_attribute(std::string_view text, const CategoryAttribute& attribute, const Dictionary& dictionary) {
    const auto cleaned = clean(text, Width::letters_and_digits, attribute.type == AttributeType::text);
    auto out = [&] {
        if (cleaned.has_control_character) return bad(Problem::control_character, {});
        if (cleaned.text.empty() || is_placeholder(cleaned.text)) return good({});
        if (length_of(cleaned.text) > limits::short_text_code_points_max) {
            return bad(Problem::too_long, {std::to_string(limits::short_text_code_points_max)});
        }
        return converted(cleaned.text, attribute, dictionary);
    }();
    auto& value = out.read.value;
    value.name = attribute.name;
    value.zh = attribute.zh;
    value.en = attribute.en;
    value.type = attribute.type;
    value.unit = attribute.unit;
    out.read.kind = attribute.kind;
    out.read.data_class = attribute.data_class;
    if (model::is_of_product(attribute)) value.data_class = attribute.data_class;
    if (value.value != trim(text) && value.word != cleaned.text) out.read.written = std::string(trim(text));
    return out;
}

const CategoryAttribute* find_attribute(const CategoryRules& categories, const CategoryRule& rule,
                                        std::string_view title) {
    const auto folded = model::folded_column(title);
    const auto attributes = categories.attributes_of(rule);
    const auto found = std::ranges::find_if(attributes, [&](const auto* one) { return means(*one, folded); });
    return found == attributes.end() ? nullptr : *found;
}

std::vector<TypedAttribute> read_attributes(const DecodedRow& row, const CategoryRule* category, const Rules& rules,
                                            FaultList& faults) {
    std::vector<TypedAttribute> out;
    for (const auto& cell : row.attributes) {
        if (names_files(cell.name)) continue;
        const auto title = rules.categories.attribute_label(cell.name);
        if (category == nullptr) {
            faults.add_row_fault({"", "row.attribute_category", {title}});
            continue;
        }
        const auto* attribute = find_attribute(rules.categories, *category, cell.name);
        if (attribute == nullptr) {
            const auto known = labels_of(rules.categories.attributes_of(*category));
            faults.add_row_fault({"", "row.attribute_unknown", {title, category->zh, known}});
            continue;
        }
        auto read = read_attribute(cell.text, *attribute, rules.dictionary);
        if (read.problem) {
            faults.add(*attribute, *std::move(read.problem));
        } else if (!read.read.value.value.empty()) {
            out.push_back(std::move(read.read));
        }
    }
    return out;
}

}  // namespace qy::collection
