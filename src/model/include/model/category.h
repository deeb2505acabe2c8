#pragma once
// Categories: what each asks of its products, and how the codes below it are made. (clause 6.1)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "model/field.h"
#include "model/ids.h"
#include "model/vocabulary.h"

namespace qy::model {

/// The last day of what has no end.
inline constexpr std::string_view kOpenEnd = "9999-12-31";

enum class AttributeType : std::uint8_t {
    text,
    number,      ///< a Decimal
    quantity,    ///< a Quantity, converted into `unit`
    day,         ///< 2026-03-05
    moment,      ///< an EventTime
    flag,        ///< yes | no
    dictionary,  ///< the code of an item of the type named in `dictionary`
};

/// One thing that a category wants to know besides the field table. Its column in a file is `name`, a label or an
/// alias.
struct CategoryAttribute {
    std::string name;  ///< snake_case
    InfoKind kind = InfoKind::production;
    std::string zh;
    std::string en;
    std::vector<std::string> aliases;
    AttributeType type = AttributeType::text;
    std::string unit;        ///< a unit's code: of a quantity, or written behind a number
    std::string low;         ///< Decimal, inclusive; empty: no bound
    std::string high;        ///< likewise
    std::string dictionary;  ///< of type dictionary
    bool required = false;
    DataClass data_class = DataClass::open;
    bool operator==(const CategoryAttribute&) const = default;
};

enum class CodeForm : std::uint8_t {
    word,     ///< lower-case letters, digits and "_", a letter first; at most `length`
    digits,   ///< exactly `length`
    letters,  ///< lower-case, exactly `length`
};
/// How the codes of a category's children look: the parent's code in front if `parent_prefix`, then the own part.
struct CodeRule {
    bool parent_prefix = false;
    CodeForm form = CodeForm::word;
    std::int64_t length = 40;
    bool operator==(const CodeRule&) const = default;
};
/// Errors: invalid `category.code` {code, an example}.
Result<void> check_code(const CodeRule& rule, std::string_view parent_code, std::string_view code);

/// What comes out of a transformation, divided by what goes in, both in one unit: Decimals, inclusive.
struct YieldRange {
    std::string low;
    std::string high;
    bool operator==(const YieldRange&) const = default;
};

/// One version of a category.
struct Category {
    CategoryId id;
    std::string code;
    CategoryId parent;
    std::string name;
    std::string name_en;
    std::vector<Field> required;  ///< fields that a row of this category must fill for the kinds it tells of
    std::int64_t version = 1;
    std::vector<std::string> aliases = {};
    std::vector<Step> steps = {};  ///< that a lot goes through, in order; empty: the parent's
    std::vector<CategoryAttribute> attributes = {};
    std::optional<CodeRule> children_code = {};  ///< none: the parent's; without any, words
    std::optional<YieldRange> yield_range = {};  ///< none: the parent's
    std::string valid_from = {};                 ///< first day, "2026-03-05"; empty: always
    std::string valid_to = std::string(kOpenEnd);
    bool retired = false;
    std::string operation = {};  ///< save | move | merge | split | retire | import; empty: shipped
    std::string changed_by = {};
    Time changed_at = {};
};

[[nodiscard]] std::string_view to_string(AttributeType type);
[[nodiscard]] std::optional<AttributeType> parse_attribute_type(std::string_view text);
[[nodiscard]] std::string_view to_string(CodeForm form);

[[nodiscard]] JsonObject to_json(const CategoryAttribute& attribute);
/// Errors: invalid `request.invalid` with one fault per member, or `attribute.spec` {what}: bounds of something that is
/// no number, low above high, a dictionary or unit that is missing or not needed, a name that is a field's.
Result<CategoryAttribute> attribute_from_json(const Json& value, std::string path);
[[nodiscard]] JsonObject to_json(const CodeRule& rule);
Result<CodeRule> code_rule_from_json(const Json& value, std::string path);
[[nodiscard]] JsonObject to_json(const YieldRange& range);
/// Errors: invalid `request.invalid`; `category.yield` {low, high}: no decimals above nothing, low first.
Result<YieldRange> yield_range_from_json(const Json& value, std::string path);

}  // namespace qy::model
