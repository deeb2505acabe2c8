#pragma once
// Values of the attributes that categories ask for, of records and of products. Those of records are contents of
// events: the field table has a row for each data class, so that sealing, views, masks and the ledger follow from the
// table. Such a content is a list of values, each with what it is called: it is told the same when the category asks
// for something else. (6.1, 9.2.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/category.h"
#include "model/field.h"

namespace qy::model {

/// One value as it was recorded.
struct AttributeValue {
    std::string name;  ///< of the attribute, snake_case
    std::string zh;
    std::string en;
    AttributeType type = AttributeType::text;
    std::string unit;   ///< of a number or quantity: a code, or what is written behind the number
    std::string value;  ///< canonical: text, Decimal, day, EventTime, "yes" | "no", an item's code
    std::string word;   ///< of a dictionary's item: its labels then
    std::string word_en;
    DataClass data_class = DataClass::open;  ///< of a product's value; a record's is said by the field that keeps it
    bool operator==(const AttributeValue&) const = default;
};

/// The row of the field table that keeps values of this class.
[[nodiscard]] Field attributes_field_of(DataClass data_class);
[[nodiscard]] bool holds_attributes(Field field);

/// Canonical: a JSON array of objects, by name; "" for no values.
[[nodiscard]] std::string attributes_text(std::vector<AttributeValue> values);
/// Errors: corrupt `event.corrupt` {member}.
Result<std::vector<AttributeValue>> parse_attributes(std::string_view text);
/// Of all classes, by name; texts that cannot be read are left out.
[[nodiscard]] std::vector<AttributeValue> attributes_in(const Fields& contents);

[[nodiscard]] JsonObject to_json(const AttributeValue& value);

/// Whether the category asks it of the product itself (its kind is "product"), not of a kind of record.
[[nodiscard]] bool is_of_product(const CategoryAttribute& attribute);
[[nodiscard]] const AttributeValue* find_value(const std::vector<AttributeValue>& values, std::string_view name);

}  // namespace qy::model
