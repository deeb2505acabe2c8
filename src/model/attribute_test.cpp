#include "model/attribute.h"

#include <gtest/gtest.h>

namespace qy::model {
namespace {

AttributeValue value_of(std::string name, AttributeType type, std::string value) {
    AttributeValue out;
    out.name = std::move(name);
    out.zh = "糖度";
    out.en = "Brix";
    out.type = type;
    out.unit = type == AttributeType::number ? "°Bx" : "";
    out.value = std::move(value);
    return out;
}

TEST(Attributes, AreReadAsTheyWereWritten) {
    auto grade = value_of("grade", AttributeType::dictionary, "first");
    grade.word = "一级";
    grade.word_en = "first grade";
    const std::vector<AttributeValue> values{grade, value_of("sugar_content", AttributeType::number, "12.5"),
                                             value_of("washed", AttributeType::flag, "yes")};
    const auto text = attributes_text({values[2], values[0], values[1]});
    const auto read = parse_attributes(text);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, values) << "by name, whatever their order was";
    EXPECT_EQ(attributes_text(*read), text);
    EXPECT_EQ(attributes_text({}), "");
}

TEST(Attributes, AreKeptByTheirDataClass) {
    for (const auto data_class : {DataClass::open, DataClass::internal, DataClass::sensitive, DataClass::personal}) {
        const auto field = attributes_field_of(data_class);
        EXPECT_EQ(row_of(field).data_class, data_class);
        EXPECT_TRUE(holds_attributes(field));
        EXPECT_FALSE(find_field(row_of(field).name).has_value()) << "no column of a file";
    }
    EXPECT_FALSE(holds_attributes(Field::variety));
}

TEST(Attributes, OfAllClassesComeTogether) {
    Fields contents;
    contents.set(Field::variety, "台农一号");
    contents.set(Field::attributes_personal, attributes_text({value_of("picker", AttributeType::text, "王小明")}));
    contents.set(Field::attributes_open, attributes_text({value_of("sugar", AttributeType::number, "12.5")}));
    const auto all = attributes_in(contents);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name, "picker");
    EXPECT_EQ(all[1].value, "12.5");
}

TEST(Attributes, DamagedTextsAreTold) {
    for (const auto* text : {"{", "{}", "[1]", R"([{"name":"a"}])", R"([{"name":"a","type":"colour","value":"1"}])",
                             R"([{"name":"a","zh":"a","en":"a","type":"text","value":"1","more":"x"}])"}) {
        EXPECT_FALSE(parse_attributes(text).ok()) << text;
    }
}

}  // namespace
}  // namespace qy::model
