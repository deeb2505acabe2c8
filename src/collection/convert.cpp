#include "convert.h"

#include <algorithm>

#include "amounts.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "clean.h"
#include "collection/identifiers.h"
#include "dates.h"
#include "lists.h"
#include "model/checks.h"
#include "model/nutrition.h"

namespace qy::collection {
namespace {

using model::Field;
using model::FieldRow;
using model::FieldType;

constexpr std::size_t kGlnDigits = 13;

Conversion good(std::string value) {
    return {std::move(value), std::nullopt, {}, {}};
}
Conversion bad(Problem problem, std::vector<std::string> arguments) {
    return {{}, FieldProblem{problem, std::move(arguments)}, {}, {}};
}

std::string upper_ascii(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
    return text;
}

Conversion as_text(std::string_view text, const RuleContext&) {
    return good(std::string(text));
}

Conversion as_name(std::string_view text, const RuleContext&) {
    return good(clean_name(text));
}

// What the trade calls a firm, by its full name: "顺丰" → "顺丰速运有限公司", where the dictionary of parties says so.
std::string full_name(std::string name, const Dictionary& dictionary) {
    const auto* party = dictionary.find(kPartyDictionary, name);
    return party == nullptr ? name : party->zh;
}

Conversion as_party_name(std::string_view text, const RuleContext& context) {
    return good(full_name(clean_name(text), context.dictionary));
}

// "GLN 6901234000016" is a place whose number can be checked; every other place is as it is written.
Conversion as_place(std::string_view text, const RuleContext&) {
    const auto folded = upper_ascii(fold_width(text));
    if (!folded.starts_with("GLN")) return good(std::string(text));
    std::string digits = folded.substr(3);
    std::erase_if(digits, [](char c) { return c == ' ' || c == ':' || c == '-'; });
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return good(std::string(text));
    if (digits.size() != kGlnDigits) return bad(Problem::malformed, {std::string(text), "GLN 6901234000016"});
    if (!has_good_check_digit(digits)) return bad(Problem::check, {digits});
    return good("GLN " + digits);
}

// Lot, consignment, report and contract numbers: compared letter by letter, so full width must not make two of one.
Conversion as_identifier(std::string_view text, const RuleContext&) {
    return good(fold_width(text));
}

// "(00)…" is the bar code text of an SSCC, which can be checked; every other number of a box is its owner's.
Conversion as_container(std::string_view text, const RuleContext&) {
    auto number = fold_width(text);
    if (!number.starts_with("(00)")) return good(std::move(number));
    auto sscc = model::checked_sscc(std::string_view(number).substr(4));
    return sscc.ok() ? good(*std::move(sscc)) : bad(Problem::check, {number});
}

// "琼a·12345" → "琼A12345"; names of ships and flights stay as they are.
Conversion as_vehicle(std::string_view text, const RuleContext&) {
    const auto folded = upper_ascii(fold_width(text));
    auto plate = folded;
    for (const std::string_view mark : {" ", "-", "·", "•", "."}) plate = replace_all(plate, mark, "");
    const auto characters = to_utf32(plate);
    const bool is_plate = (characters.size() == 7 || characters.size() == 8) && is_han(characters[0]) &&
                          std::all_of(characters.begin() + 1, characters.end() - 1,
                                      [](char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    return good(is_plate ? plate : folded);
}

// A phone number loses its spaces and hyphens; any other way to reach somebody stays.
Conversion as_contact(std::string_view text, const RuleContext&) {
    auto folded = fold_width(text);
    if (folded.find_first_not_of("0123456789+- ()") == std::string::npos) {
        std::erase_if(folded, [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; });
        while (folded.starts_with("+86")) folded.erase(0, 3);
    }
    return good(std::move(folded));
}

Conversion as_moment(std::string_view text, const RuleContext& context) {
    const auto read = read_moment(text);
    if (const auto* problem = std::get_if<Problem>(&read)) {
        if (*problem == Problem::out_of_range) return bad(*problem, {std::string(text)});
        const bool day = context.field.type == FieldType::day;
        return bad(*problem, {std::string(text), day ? "2026-03-05" : "2026-03-05 08:30"});
    }
    const auto& moment = std::get<model::EventTime>(read);
    return good(context.field.type == FieldType::day ? moment.day() : moment.to_string());
}

// "3筐" where the dictionary knows the word. What was written stays readable as a note when it was converted.
std::optional<Conversion> in_words_of_dictionary(std::string_view text, std::string_view word,
                                                 const RuleContext& context) {
    if (!text.ends_with(word)) return std::nullopt;
    const std::string number(trim(text.substr(0, text.size() - word.size())));
    const auto plain = read_quantity(number + "kg");  // the number alone, checked as every amount is
    const auto* amount = std::get_if<model::Quantity>(&plain);
    if (amount == nullptr) return std::nullopt;
    const auto quantity = in_known_unit(amount->amount, word, context.dictionary);
    if (!quantity) return std::nullopt;
    auto out = good(quantity->to_string());
    if (quantity->amount != amount->amount) out.note = std::string(context.field.zh) + "：" + std::string(text);
    return out;
}

Conversion as_quantity(std::string_view text, const RuleContext& context) {
    const auto folded = fold_width(text);
    auto read = read_quantity(folded);
    if (const auto* problem = std::get_if<FieldProblem>(&read); problem && problem->problem == Problem::unknown_unit) {
        auto known = in_words_of_dictionary(folded, problem->arguments.front(), context);
        if (known) return *std::move(known);
    }
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    return good(std::get<model::Quantity>(read).to_string());
}

Conversion as_price(std::string_view text, const RuleContext& context) {
    auto read = read_price(fold_width(text));
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    const auto& price = std::get<Price>(read);
    auto out = good(std::to_string(price.fen));
    if (!price.per.empty()) out.note = std::string(context.field.zh) + "：" + std::string(text);
    return out;
}

Conversion as_temperature(std::string_view text, const RuleContext&) {
    auto read = read_temperature(fold_width(text));
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    return good(std::get<Decimal>(read).to_string());
}

Conversion as_days(std::string_view text, const RuleContext&) {
    auto read = read_days(fold_width(text));
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    return good(std::to_string(std::get<std::int64_t>(read)));
}

Conversion as_gtin(std::string_view text, const RuleContext&) {
    auto digits = fold_width(text);
    std::erase_if(digits, [](char c) { return c == ' ' || c == '-'; });
    auto gtin = model::checked_gtin(digits);
    if (gtin.ok()) return good(*std::move(gtin));
    if (gtin.error().code == "gtin.check") return bad(Problem::check, {digits});
    return bad(Problem::malformed, {digits, "6901234567892"});
}

Conversion as_dictionary_word(std::string_view text, const RuleContext& context) {
    const auto* item = context.dictionary.find(context.field.dictionary, text);
    if (item != nullptr) return good(item->code);
    return bad(Problem::unknown, {std::string(text), context.dictionary.labels(context.field.dictionary)});
}

Conversion as_dictionary_words(std::string_view text, const RuleContext& context) {
    auto read = read_words(text, context.field.dictionary, context.dictionary);
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    return good(join(std::get<std::vector<std::string>>(read), ","));
}

Conversion as_category(std::string_view text, const RuleContext& context) {
    const auto* category = context.categories.find(text);
    if (category != nullptr) return good(category->code);
    return bad(Problem::unknown, {std::string(text), context.categories.labels()});
}

Conversion as_inputs(std::string_view text, const RuleContext& context) {
    auto read = read_inputs(text);
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    auto inputs = std::get<std::vector<model::InputRef>>(std::move(read));
    for (auto& input : inputs) input.lot.owner_name = full_name(input.lot.owner_name, context.dictionary);
    return {std::string(text), std::nullopt, {}, std::move(inputs)};
}

Conversion as_readings(std::string_view text, const RuleContext&) {
    auto read = read_readings(text);
    if (auto* problem = std::get_if<FieldProblem>(&read)) return {{}, std::move(*problem), {}, {}};
    return good(std::get<std::string>(std::move(read)));
}

Conversion as_nutrition(std::string_view text, const RuleContext&) {
    const auto table = model::Nutrition::parse(text);
    if (table.ok()) return good(table->told(Language::zh));
    const auto& error = table.error();
    return bad(problem_of(error.code), error.arguments);
}

template <FieldType type>
bool of_type(const FieldRow& field) {
    return field.type == type;
}

template <Field... any>
bool one_of(const FieldRow& field) {
    return ((field.field == any) || ...);
}

bool is_time(const FieldRow& field) {
    return field.type == FieldType::day || field.type == FieldType::moment;
}

// Texts of attributes are made of other columns; they have no column of their own.
bool is_text(const FieldRow& field) {
    return field.type == FieldType::text || field.type == FieldType::attributes;
}

constexpr Rule kRules[] = {
    {"identifier",
     &one_of<Field::lot_number, Field::consignment_number, Field::report_number, Field::contract_number,
             Field::event_key, Field::certificate_number, Field::input_registration, Field::product_code>,
     &as_identifier},
    {"container", &one_of<Field::container>, &as_container},
    {"vehicle", &one_of<Field::vehicle>, &as_vehicle},
    {"contact", &one_of<Field::customer_contact, Field::certificate_contact>, &as_contact},
    {"category", &one_of<Field::category>, &as_category},
    {"days", &one_of<Field::shelf_life_days>, &as_days},
    {"party name",
     &one_of<Field::producer_name, Field::laboratory_name, Field::carrier_name, Field::consignee_name,
             Field::seller_name, Field::service_provider, Field::cooperative_name>,
     &as_party_name},
    {"name", &one_of<Field::brand_name>, &as_name},
    {"name", &of_type<FieldType::name>, &as_name},
    {"time", &is_time, &as_moment},
    {"quantity", &of_type<FieldType::quantity>, &as_quantity},
    {"price", &of_type<FieldType::money>, &as_price},
    {"temperature", &of_type<FieldType::number>, &as_temperature},
    {"gtin", &of_type<FieldType::gtin>, &as_gtin},
    {"dictionary word", &of_type<FieldType::dictionary>, &as_dictionary_word},
    {"dictionary words", &of_type<FieldType::names_list>, &as_dictionary_words},
    {"inputs", &of_type<FieldType::inputs>, &as_inputs},
    {"readings", &of_type<FieldType::readings>, &as_readings},
    {"nutrition", &of_type<FieldType::nutrition>, &as_nutrition},
    {"place",
     &one_of<Field::production_address, Field::from_place, Field::to_place, Field::sale_place, Field::service_place>,
     &as_place},
    {"text", &is_text, &as_text},
};

constexpr std::size_t kCellBytesMax = 16 * limits::import_cell_code_points_max;

bool keeps_lines(const FieldRow& field) {
    return field.code_points_max >= limits::long_text_code_points_max;
}

}  // namespace

std::span<const Rule> rules() {
    return kRules;
}

const Rule& rule_for(const FieldRow& field) {
    const auto* rule =
        std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& one) { return one.is_for(field); });
    QY_ASSERT(rule != std::end(kRules));
    return *rule;
}

std::optional<model::Quantity> in_known_unit(const Decimal& amount, std::string_view word,
                                             const Dictionary& dictionary) {
    if (const auto* unit = model::find_unit(word)) return model::Quantity{amount, std::string(unit->code)};
    const auto* item = dictionary.find("unit", word);
    if (item == nullptr) return std::nullopt;
    const auto details = parse_json(item->details);
    const auto* object = details.ok() ? details->if_object() : nullptr;
    const auto* base = object == nullptr ? nullptr : object->if_contains("base");
    const auto* factor = object == nullptr ? nullptr : object->if_contains("factor");
    const bool converts = base != nullptr && base->is_string() && factor != nullptr && factor->is_string();
    const auto* unit = model::find_unit(converts ? std::string(base->as_string()) : item->code);
    if (unit == nullptr) return std::nullopt;
    if (!converts) return model::Quantity{amount, std::string(unit->code)};
    const auto times = Decimal::parse(std::string_view(factor->as_string()));
    if (!times.ok()) return std::nullopt;
    std::int64_t denominator = 1;
    for (int i = 0; i < times->scale(); ++i) denominator *= 10;
    const auto converted = amount.scaled(times->coefficient(), denominator);
    return converted.ok() ? std::optional(model::Quantity{*converted, std::string(unit->code)}) : std::nullopt;
}

Conversion convert(std::string_view text, const RuleContext& context) {
    // Far more than any field holds: not worth cleaning, which takes several times its size.
    if (text.size() > kCellBytesMax && trim(text).size() > kCellBytesMax) {
        return bad(Problem::too_long, {std::to_string(context.field.code_points_max)});
    }
    const auto cleaned = clean(text, Width::letters_and_digits, keeps_lines(context.field));
    if (cleaned.has_control_character) return bad(Problem::control_character, {});
    if (is_placeholder(cleaned.text)) return {};
    if (length_of(cleaned.text) > context.field.code_points_max) {
        return bad(Problem::too_long, {std::to_string(context.field.code_points_max)});
    }
    if (cleaned.text.empty()) return {};
    return rule_for(context.field).apply(cleaned.text, context);
}

}  // namespace qy::collection
