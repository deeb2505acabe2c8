#include "collection/category_csv.h"

#include <gtest/gtest.h>

#include "base/messages.h"

namespace qy::collection {
namespace {

JsonArray tree() {
    return parse_json(R"([
      {"code":"fruit","parent":"","name":"水果","name_en":"fruit","aliases":["鲜果","热带\"水果\""],"required":["plot"],
       "steps":["commissioning","inspecting"],"attributes":[],
       "children_code":{"parent_prefix":true,"form":"digits","length":2},
       "yield_range":null,"valid_from":"","retired":false,"successors":[]},
      {"code":"mango","parent":"fruit","name":"芒果","name_en":"","aliases":[],"required":[],"steps":[],
       "attributes":[{"name":"sugar","kind":"production","zh":"糖度","en":"Brix, at harvest","aliases":["甜度"],
         "type":"number","unit":"°Bx","low":"-1","high":"40","dictionary":"","required":true,"data_class":"open"}],
       "children_code":null,"yield_range":{"low":"0.1","high":"0.25"},"valid_from":"2026-03-01","retired":false,
       "successors":[]},
      {"code":"old","parent":"","name":"旧类","name_en":"","aliases":[],"required":[],"steps":[],"attributes":[],
       "children_code":null,"yield_range":null,"valid_from":"","retired":true,"successors":["fruit","mango"]}])")
        .value()
        .as_array();
}

TEST(CategoryCsv, WhatWasWrittenIsReadAsTheSame) {
    const auto csv = categories_to_csv(tree());
    const auto read = categories_from_csv(bytes_of(csv));
    ASSERT_TRUE(read.ok()) << read.error().code;
    EXPECT_EQ(canonical_text(read->at("categories")), canonical_text(tree()));
    EXPECT_EQ(categories_to_csv(read->at("categories").as_array()), csv);
}

TEST(CategoryCsv, ASpreadsheetsOwnFileWithFewColumnsIsRead) {
    const auto read =
        categories_from_csv(bytes_of("name,code,retired,attribute,record\n水果,fruit,,,\n,fruit,,sugar,Attribute\n"));
    ASSERT_TRUE(read.ok()) << read.error().code;
    EXPECT_EQ(canonical_text(read->at("categories")),
              R"([{"attributes":[{"name":"sugar"}],"code":"fruit","name":"水果","retired":false}])");
}

TEST(CategoryCsv, FaultsNameTheLine) {
    struct Row {
        const char* csv;
        const char* code;
        const char* argument;
    };
    const Row rows[] = {
        {"code,colour\na,b\n", "category_csv.column", "colour"},
        {"code,code\na,b\n", "category_csv.doubled", "code"},
        {"name\n水果\n", "category_csv.no_code", nullptr},
        {"\n\n", "category_csv.no_code", nullptr},
        {"record,code\nbox,a\n", "category_csv.record", "2"},
        {"record,code,attribute\ncategory,a,\nattribute,b,x\n", "category_csv.order", "3"},
        {"code,retired\na,perhaps\n", "category_csv.value", "2"},
        {"code,children_length\na,two\n", "category_csv.value", "2"},
        {"code,name\na,\"b\n", "category_csv.quote", "2"},
    };
    for (const auto& row : rows) {
        const auto read = categories_from_csv(bytes_of(row.csv));
        ASSERT_FALSE(read.ok()) << row.csv;
        EXPECT_EQ(read.error().code, row.code) << row.csv;
        if (row.argument != nullptr) {
            EXPECT_EQ(read.error().arguments.at(0), row.argument) << row.csv;
        }
        EXPECT_NE(message_text(row.code, {"1", "2", "3"}, Language::en), row.code);
    }
}

}  // namespace
}  // namespace qy::collection
