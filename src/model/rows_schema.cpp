#include "model/rows_schema.h"

#include "base/json.h"
#include "model/field.h"

namespace qy::model {
namespace {

constexpr std::string_view kDraft = "https://json-schema.org/draft/2020-12/schema";

/// What the texts of a type look like: an expression that JSON Schema (between ^ and $) and XML Schema read alike, and
/// an example. An empty one: any text.
struct Form {
    FieldType type;
    std::string_view pattern;
    std::string_view example;
};
constexpr Form kForms[] = {
    {FieldType::day, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-03-05"},
    {FieldType::moment, "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+\\-][0-9]{2}:[0-9]{2})?)?",
     "2026-03-05T08:30:00+08:00"},
    {FieldType::money, "[0-9]{1,11}(\\.[0-9]{1,2})?(元(/[^ /]{1,10})?)?", "12.80元/斤"},
    {FieldType::quantity, "[0-9]{1,12}(\\.[0-9]{1,9})?[^0-9 .,][^ ]{0,9}", "1200.5公斤"},
    {FieldType::number, "-?[0-9]{1,12}(\\.[0-9]{1,9})?", "4.5"},
    {FieldType::gtin, "[0-9]{8}|[0-9]{12,14}", "6901234567892"},
};

const Form* form_of(FieldType type) {
    for (const auto& form : kForms) {
        if (form.type == type) return &form;
    }
    return nullptr;
}

/// Columns that people and programs fill in.
template <class Use>
void each_column(Use use) {
    for (const auto& row : fields()) {
        if (!row.document_only) use(row);
    }
}

JsonObject property_of(const FieldRow& row) {
    JsonObject property{{"title", row.zh}, {"description", row.en}};
    if (row.type == FieldType::number) {
        property["type"] = JsonArray{"string", "number"};
    } else {
        property["type"] = "string";
    }
    property["minLength"] = 1;
    property["maxLength"] = row.code_points_max;
    if (const auto* const form = form_of(row.type)) {
        property["pattern"] = "^(" + std::string(form->pattern) + ")$";
        property["examples"] = JsonArray{boost::json::value(form->example)};
    }
    return property;
}

std::string xsd_type_of(const FieldRow& row) {
    std::string out = "            <xs:simpleType>\n              <xs:restriction base=\"xs:string\">\n";
    out += "                <xs:minLength value=\"1\"/>\n";
    out += "                <xs:maxLength value=\"" + std::to_string(row.code_points_max) + "\"/>\n";
    if (const auto* const form = form_of(row.type)) {
        out += "                <xs:pattern value=\"" + std::string(form->pattern) + "\"/>\n";
    }
    return out + "              </xs:restriction>\n            </xs:simpleType>\n";
}

std::string xsd_element_of(const FieldRow& row) {
    const auto say = [](std::string_view language, std::string_view label) {
        return "              <xs:documentation xml:lang=\"" + std::string(language) + "\">" + std::string(label) +
               "</xs:documentation>\n";
    };
    return "          <xs:element name=\"" + std::string(row.name) +
           "\" minOccurs=\"0\">\n            <xs:annotation>\n" + say("zh", row.zh) + say("en", row.en) +
           "            </xs:annotation>\n" + xsd_type_of(row) + "          </xs:element>\n";
}

}  // namespace

std::string rows_json_schema() {
    JsonObject properties;
    each_column([&](const FieldRow& row) { properties[row.name] = property_of(row); });
    return to_text(JsonObject{{"$schema", kDraft},
                              {"title", "琼源 导入行 / Qiongyuan rows"},
                              {"type", "array"},
                              {"items", JsonObject{{"type", "object"},
                                                   {"minProperties", 1},
                                                   {"additionalProperties", false},
                                                   {"properties", std::move(properties)}}}}) +
           "\n";
}

std::string rows_xsd() {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n"
        "  <xs:element name=\"rows\">\n    <xs:complexType>\n      <xs:sequence>\n"
        "        <xs:element name=\"row\" type=\"row\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>\n"
        "      </xs:sequence>\n    </xs:complexType>\n  </xs:element>\n"
        "  <xs:complexType name=\"row\">\n    <xs:all>\n";
    each_column([&](const FieldRow& row) { out += xsd_element_of(row); });
    return out + "    </xs:all>\n  </xs:complexType>\n</xs:schema>\n";
}

}  // namespace qy::model
