#include "model/attribute.h"

#include <algorithm>

#include "json_parts.h"

namespace qy::model {
namespace {

constexpr Field kFields[] = {Field::attributes_open, Field::attributes_internal, Field::attributes_sensitive,
                             Field::attributes_personal};

// Of products' values; those of records have no class of their own.
std::optional<DataClass> parse_class(std::string_view text) {
    if (text == to_string(DataClass::internal)) return DataClass::internal;
    return std::nullopt;
}

Result<AttributeValue> read_value(const Json& json) {
    StoredObject in(json);
    AttributeValue value;
    value.name = in.text("name");
    value.zh = in.text("zh");
    value.en = in.text("en");
    value.type = in.parsed("type", &parse_attribute_type);
    value.unit = in.text("unit");
    value.value = in.text("value");
    value.word = in.text("word");
    value.word_en = in.text("word_en");
    value.data_class = in.parsed_or("data_class", DataClass::open, &parse_class);
    if (value.name.empty() || value.value.empty()) in.fault("name");
    QY_CHECK(in.finish("event.corrupt"));
    return value;
}

}  // namespace

Field attributes_field_of(DataClass data_class) {
    return kFields[static_cast<std::size_t>(data_class)];
}

bool holds_attributes(Field field) {
    return row_of(field).type == FieldType::attributes;
}

JsonObject to_json(const AttributeValue& value) {
    JsonObject out{{"name", value.name},
                   {"zh", value.zh},
                   {"en", value.en},
                   {"type", to_string(value.type)},
                   {"value", value.value}};
    put_text(out, "unit", value.unit);
    put_text(out, "word", value.word);
    put_text(out, "word_en", value.word_en);
    if (value.data_class != DataClass::open) out.emplace("data_class", to_string(value.data_class));
    return out;
}

bool is_of_product(const CategoryAttribute& attribute) {
    return attribute.kind == InfoKind::common;
}

const AttributeValue* find_value(const std::vector<AttributeValue>& values, std::string_view name) {
    const auto found = std::ranges::find(values, name, &AttributeValue::name);
    return found == values.end() ? nullptr : &*found;
}

std::string attributes_text(std::vector<AttributeValue> values) {
    if (values.empty()) return {};
    std::ranges::sort(values, {}, &AttributeValue::name);
    JsonArray out;
    for (const auto& value : values) out.push_back(to_json(value));
    return canonical_text(out);
}

Result<std::vector<AttributeValue>> parse_attributes(std::string_view text) {
    std::vector<AttributeValue> out;
    if (text.empty()) return out;
    QY_TRY(json, parse_json(text));
    const auto* list = json.if_array();
    if (list == nullptr) return corrupt("event.corrupt", {"attributes"});
    for (const auto& item : *list) {
        QY_TRY(value, read_value(item));
        out.push_back(std::move(value));
    }
    return out;
}

std::vector<AttributeValue> attributes_in(const Fields& contents) {
    std::vector<AttributeValue> out;
    for (const Field field : kFields) {
        auto values = parse_attributes(contents.get(field));
        if (values.ok()) std::ranges::move(*values, std::back_inserter(out));
    }
    std::ranges::sort(out, {}, &AttributeValue::name);
    return out;
}

}  // namespace qy::model
