#include "model/category.h"

#include <algorithm>

#include "base/catalogue_limits.h"
#include "base/decimal.h"
#include "base/limits.h"
#include "enum_names.h"
#include "model/quantity.h"

namespace qy::model {
namespace {

constexpr EnumNames<AttributeType, 7> kTypes{{"text", "number", "quantity", "day", "moment", "flag", "dictionary"}};
constexpr EnumNames<CodeForm, 3> kForms{{"word", "digits", "letters"}};
constexpr InfoKind kKinds[] = {InfoKind::production, InfoKind::inspection, InfoKind::logistics,
                               InfoKind::sales,      InfoKind::service,    InfoKind::common};
constexpr AttributeType kAttributeTypes[] = {AttributeType::text,      AttributeType::number, AttributeType::quantity,
                                             AttributeType::day,       AttributeType::moment, AttributeType::flag,
                                             AttributeType::dictionary};
constexpr DataClass kClasses[] = {DataClass::open, DataClass::internal, DataClass::sensitive, DataClass::personal};
constexpr CodeForm kCodeForms[] = {CodeForm::word, CodeForm::digits, CodeForm::letters};

/// What records of a kind tell, or, in common to all of them, the product itself.
std::string_view name_of(InfoKind kind) {
    return kind == InfoKind::common ? "product" : to_string(kind);
}
template <class Enum>
std::string_view name_of(Enum value) {
    return to_string(value);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

bool fits(const CodeRule& rule, std::string_view own) {
    const auto length = static_cast<std::int64_t>(own.size());
    if (rule.form == CodeForm::digits) return length == rule.length && std::ranges::all_of(own, is_digit);
    if (rule.form == CodeForm::letters) return length == rule.length && std::ranges::all_of(own, is_lower);
    const auto is_word = [](char c) { return is_lower(c) || is_digit(c) || c == '_'; };
    return length >= 1 && length <= rule.length && is_lower(own.front()) && std::ranges::all_of(own, is_word);
}

std::string example_of(const CodeRule& rule, std::string_view parent_code) {
    const auto length = static_cast<std::size_t>(rule.length);
    std::string own = rule.form == CodeForm::word      ? "citrus"
                      : rule.form == CodeForm::letters ? std::string(length, 'a')
                                                       : std::string(length - 1, '0') + "1";
    if (rule.form == CodeForm::word && own.size() > length) own.resize(length);
    return (rule.parent_prefix ? std::string(parent_code) : std::string()) + own;
}

/// Reads the name of one of `values`; the first when there is none.
template <class Enum, std::size_t size>
Enum read_name(ObjectReader& in, std::string_view member, const Enum (&values)[size]) {
    const auto text = in.optional_text(member, 40);
    if (!text) return values[0];
    std::string names;
    for (const Enum value : values) {
        if (name_of(value) == *text) return value;
        names += (names.empty() ? "" : ", ") + std::string(name_of(value));
    }
    in.fault(invalid("member.one_of", {*text, names}), member);
    return values[0];
}

void read_texts(ObjectReader& in, std::string_view member, std::vector<std::string>& to) {
    const auto* list = in.optional_array(member, limits::category_aliases_max);
    if (list == nullptr) return;
    for (const auto& item : *list) {
        const auto* text = item.if_string();
        if (text == nullptr || text->empty() || text->find(',') != boost::json::string::npos) {
            in.fault(invalid("category.alias"), member);
            return;
        }
        to.emplace_back(text->data(), text->size());
    }
}

bool is_snake_case(std::string_view name) {
    return fits({false, CodeForm::word, 40}, name);
}

/// What does not fit together in an attribute; empty when all does.
std::string_view misfit(const CategoryAttribute& attribute) {
    const bool bounded = !attribute.low.empty() || !attribute.high.empty();
    const bool counts = attribute.type == AttributeType::number || attribute.type == AttributeType::quantity;
    if (!is_snake_case(attribute.name) || field_of_name(attribute.name)) return "name";
    if (bounded && !counts) return "low";
    const auto low = Decimal::parse(attribute.low);
    const auto high = Decimal::parse(attribute.high);
    if ((!attribute.low.empty() && !low.ok()) || (!attribute.high.empty() && !high.ok())) return "low";
    if (low.ok() && high.ok() && *high < *low) return "high";
    if (attribute.type == AttributeType::quantity && find_unit(attribute.unit) == nullptr) return "unit";
    if (!attribute.unit.empty() && !counts) return "unit";
    if ((attribute.type == AttributeType::dictionary) == attribute.dictionary.empty()) return "dictionary";
    if (attribute.kind == InfoKind::common && is_protected(attribute.data_class)) return "data_class";
    return {};
}

}  // namespace

std::string_view to_string(AttributeType type) {
    return kTypes.name(type);
}
std::optional<AttributeType> parse_attribute_type(std::string_view text) {
    return kTypes.parse(text);
}
std::string_view to_string(CodeForm form) {
    return kForms.name(form);
}

Result<void> check_code(const CodeRule& rule, std::string_view parent_code, std::string_view code) {
    std::string_view own = code;
    const bool prefixed = !rule.parent_prefix || own.starts_with(parent_code);
    if (prefixed && rule.parent_prefix) own.remove_prefix(parent_code.size());
    if (prefixed && fits(rule, own)) return {};
    return invalid("category.code", {std::string(code), example_of(rule, parent_code)});
}

JsonObject to_json(const CategoryAttribute& attribute) {
    JsonArray aliases;
    for (const auto& alias : attribute.aliases) aliases.push_back(Json(alias));
    return {{"name", attribute.name},
            {"kind", name_of(attribute.kind)},
            {"zh", attribute.zh},
            {"en", attribute.en},
            {"aliases", std::move(aliases)},
            {"type", to_string(attribute.type)},
            {"unit", attribute.unit},
            {"low", attribute.low},
            {"high", attribute.high},
            {"dictionary", attribute.dictionary},
            {"required", attribute.required},
            {"data_class", to_string(attribute.data_class)}};
}

Result<CategoryAttribute> attribute_from_json(const Json& value, std::string path) {
    ObjectReader in(value, path);
    CategoryAttribute attribute;
    attribute.name = in.text("name", 40);
    attribute.kind = read_name(in, "kind", kKinds);
    attribute.zh = in.text("zh", limits::name_code_points_max);
    attribute.en = in.text("en", limits::name_code_points_max);
    read_texts(in, "aliases", attribute.aliases);
    attribute.type = read_name(in, "type", kAttributeTypes);
    attribute.unit = in.optional_text("unit", 20).value_or("");
    attribute.low = in.optional_text("low", 40).value_or("");
    attribute.high = in.optional_text("high", 40).value_or("");
    attribute.dictionary = in.optional_text("dictionary", 40).value_or("");
    attribute.required = in.flag("required", false);
    attribute.data_class = read_name(in, "data_class", kClasses);
    QY_CHECK(in.finish());
    if (const auto part = misfit(attribute); !part.empty()) {
        return invalid("attribute.spec", {attribute.name, std::string(part)}).at(path + "." + std::string(part));
    }
    return attribute;
}

JsonObject to_json(const CodeRule& rule) {
    return {{"parent_prefix", rule.parent_prefix}, {"form", to_string(rule.form)}, {"length", rule.length}};
}

Result<CodeRule> code_rule_from_json(const Json& value, std::string path) {
    ObjectReader in(value, std::move(path));
    CodeRule rule;
    rule.parent_prefix = in.flag("parent_prefix", false);
    rule.form = read_name(in, "form", kCodeForms);
    rule.length = in.integer("length", 1, 40);
    QY_CHECK(in.finish());
    return rule;
}

JsonObject to_json(const YieldRange& range) {
    return {{"low", range.low}, {"high", range.high}};
}

Result<YieldRange> yield_range_from_json(const Json& value, std::string path) {
    ObjectReader in(value, path);
    YieldRange range;
    range.low = in.text("low", 40);
    range.high = in.text("high", 40);
    QY_CHECK(in.finish());
    const auto low = Decimal::parse(range.low);
    const auto high = Decimal::parse(range.high);
    const bool good = low.ok() && high.ok() && !low->is_negative() && !high->is_zero() && *low <= *high;
    if (!good) return invalid("category.yield", {range.low, range.high}).at(path);
    return range;
}

}  // namespace qy::model
