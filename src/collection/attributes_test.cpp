#include "attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "collection/decode.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

using model::AttributeType;
using model::CategoryAttribute;
using model::DataClass;
using model::Field;
using model::InfoKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

CategoryAttribute attribute(std::string name, std::string zh, AttributeType type) {
    CategoryAttribute out;
    out.name = std::move(name);
    out.zh = std::move(zh);
    out.en = out.name;
    out.type = type;
    return out;
}

/// What fruit, and mangoes among them, are asked for.
std::vector<CategoryRule> tree() {
    auto sugar = attribute("sugar_content", "糖度", AttributeType::number);
    sugar.aliases = {"甜度", "可溶性固形物"};
    sugar.unit = "°Bx";
    sugar.low = "0";
    sugar.high = "40";
    auto weight = attribute("fruit_weight", "单果重", AttributeType::quantity);
    weight.unit = "g";
    weight.low = "50";
    weight.high = "2000";
    auto grade = attribute("grade", "销售渠道等级", AttributeType::dictionary);
    grade.dictionary = "sale_channel";
    auto bagged = attribute("bagged", "套袋", AttributeType::flag);
    bagged.required = true;
    auto picked = attribute("picked_on", "首采日期", AttributeType::day);
    auto buyer = attribute("buyer_identity", "采购人证件", AttributeType::text);
    buyer.kind = InfoKind::sales;
    buyer.data_class = DataClass::personal;
    CategoryRule fruit{"fruit", "", "水果", "fruit", "", {}, {}, {sugar, weight}};
    CategoryRule mango{"mango", "fruit", "芒果", "mango", "", {}, {}, {grade, bagged, picked, buyer}};
    CategoryRule coconut{"coconut", "fruit", "椰子", "coconut", "", {}};
    return {fruit, mango, coconut};
}

class Attributes : public ::testing::Test {
 protected:
    Dictionary dictionary_{{built_in_dictionary().begin(), built_in_dictionary().end()}};
    CategoryRules categories_{tree()};
    Time now_ = model::EventTime::parse("2026-06-30T12:00:00+08:00").value().at;
    std::string product_category_;

    model::RowDraft draft_of(JsonObject cells) {
        const JsonObject row{{"产品名称", "贵妃芒"}, {"生产批次", "M-1"}, {"生产日期", "2026-05-01"}};
        for (const auto& member : row) cells.emplace(member.key(), member.value());
        const auto table = decode_rows({cells}, &categories_.attribute_titles());
        EXPECT_EQ(table.value().rows.size(), 1U);
        return to_draft(table.value().rows.at(0), rules());
    }
    Rules rules() {
        return {dictionary_, categories_, now_, [this](const model::LotRef&) { return product_category_; }};
    }
    /// "name=value unit" of the production event.
    std::vector<std::string> values_of(const model::RowDraft& draft) {
        std::vector<std::string> out;
        for (const auto& event : draft.events) {
            for (const auto& one : model::attributes_in(event.contents)) {
                out.push_back(one.name + "=" + one.value + (one.unit.empty() ? "" : " " + one.unit));
            }
        }
        return out;
    }
    std::vector<std::string> texts_of(const model::RowDraft& draft) {
        std::vector<std::string> out;
        for (const auto& fault : draft.faults) out.push_back(model::fault_text(fault, Language::zh));
        return out;
    }
};

TEST_F(Attributes, AreReadByTypeUnitRangeAndDictionary) {
    struct Row {
        const char* column;
        const char* text;
        const char* expected;  // value, or the code of the fault
    };
    const Row rows[] = {
        {"糖度", "12.5", "sugar_content=12.5 °Bx"},
        {"糖度", "１２.５ °Bx", "sugar_content=12.5 °Bx"},
        {"糖度（°Bx）", "12.5", "sugar_content=12.5 °Bx"},
        {"甜度", "十二", "sugar_content=12 °Bx"},
        {"sugar_content", "0", "sugar_content=0 °Bx"},
        {"Sugar Content", "40", "sugar_content=40 °Bx"},
        {"糖度", "41", "sugar_content.outside"},
        {"糖度", "-1", "sugar_content.outside"},
        {"糖度", "很甜", "sugar_content.malformed"},
        {"糖度", "12斤", "sugar_content.wrong_unit"},
        {"单果重", "350", "fruit_weight=350 g"},
        {"单果重", "0.7斤", "fruit_weight=350 g"},
        {"单果重", "0.35公斤", "fruit_weight=350 g"},
        {"单果重（斤）", "0.7", "fruit_weight=350 g"},
        {"单果重/斤", "0.7", "fruit_weight=350 g"},
        {"单果重", "3公斤", "fruit_weight.outside"},
        {"单果重", "3箱", "fruit_weight.wrong_unit"},
        {"销售渠道等级", "集市", "grade=market"},
        {"销售渠道等级", "火星", "grade.unknown"},
        {"套袋", "√", "bagged=yes"},
        {"套袋", "无", "bagged=no"},
        {"套袋", "部分", "bagged.unknown"},
        {"首采日期", "二〇二六年四月一日", "picked_on=2026-04-01"},
        {"首采日期", "上个月", "picked_on.malformed"},
        {"采购人证件",
         "A\x07"
         "B",
         "buyer_identity.control_character"},
    };
    for (const auto& row : rows) {
        JsonObject cells{{"产品类别", "芒果"}, {row.column, row.text}};
        if (std::string_view(row.column) != "套袋") cells["套袋"] = "是";
        const auto draft = draft_of(cells);
        std::vector<std::string> found;
        for (const auto& fault : draft.faults) found.push_back(fault.code);
        for (const auto& value : values_of(draft)) {
            if (value != "bagged=yes" || std::string_view(row.column) == "套袋") found.push_back(value);
        }
        EXPECT_THAT(found, ElementsAre(row.expected)) << row.column << " " << row.text;
    }
}

TEST_F(Attributes, FaultsNameTheAttributeAndWhatIsAllowed) {
    EXPECT_THAT(texts_of(draft_of({{"产品类别", "芒果"}, {"糖度", "55"}, {"套袋", "有些"}, {"单果重", "3箱"}})),
                ElementsAre("“套袋”的取值“有些”不在字典中，可填：是、否 / yes, no",
                            "“单果重”的值“3箱”不能换算为单位 g，请改用 g 填写",
                            "“糖度”的值“55”不在允许范围内（允许：0 – 40 °Bx），请核对"));
}

TEST_F(Attributes, AreInheritedAndAskedForByTheRowsCategory) {
    EXPECT_THAT(values_of(draft_of({{"产品类别", "椰子"}, {"糖度", "6"}})), ElementsAre("sugar_content=6 °Bx"));
    EXPECT_THAT(texts_of(draft_of({{"产品类别", "椰子"}, {"套袋", "是"}})),
                ElementsAre("类别“椰子”没有属性“套袋”，请留空或改用：糖度、单果重"));
    EXPECT_THAT(texts_of(draft_of({{"产品类别", "芒果"}})), ElementsAre("缺少“套袋”，请补填"));
}

TEST_F(Attributes, OfAKnownProductNeedNoCategoryInTheRow) {
    EXPECT_THAT(texts_of(draft_of({{"糖度", "12"}})),
                ElementsAre("“糖度”是类目属性，须先知道产品类别，请填写“产品类别”"));
    product_category_ = "mango";
    EXPECT_THAT(values_of(draft_of({{"糖度", "12"}, {"套袋", "否"}})),
                ElementsAre("bagged=no", "sugar_content=12 °Bx"));
    EXPECT_THAT(texts_of(draft_of({{"糖度", "12"}})), ElementsAre("缺少“套袋”，请补填"));
}

TEST_F(Attributes, GoWithTheEventOfTheirKindAndClass) {
    const auto draft = draft_of({{"产品类别", "芒果"},
                                 {"套袋", "是"},
                                 {"采购人证件", "460000199001011234"},
                                 {"销售企业名称", "某某超市"},
                                 {"销售时间", "2026-05-03 10:00"}});
    ASSERT_EQ(draft.events.size(), 2U) << texts_of(draft).size();
    EXPECT_TRUE(draft.events[0].contents.has(Field::attributes_open));
    EXPECT_FALSE(draft.events[0].contents.has(Field::attributes_personal));
    EXPECT_TRUE(draft.events[1].contents.has(Field::attributes_personal));
    EXPECT_FALSE(draft.events[1].contents.has(Field::attributes_open));
}

TEST_F(Attributes, WhatWasWrittenStaysReadable) {
    const auto draft = draft_of({{"产品类别", "芒果"},
                                 {"单果重", "0.7斤"},
                                 {"糖度", "12.5"},
                                 {"套袋", "√"},
                                 {"生产地址", "三亚市"},
                                 {"数量", "一千二百公斤"},
                                 {"检测日期", "2026/5/2"},
                                 {"检测结果", "合格"}});
    std::vector<std::string> written;
    for (const auto& [column, text] : draft.written) written.push_back(column + "=" + text);
    EXPECT_THAT(written, ::testing::UnorderedElementsAre("fruit_weight=0.7斤", "bagged=√", "quantity=一千二百公斤",
                                                         "tested_on=2026/5/2"));
}

TEST_F(Attributes, AFileNamesThemAsColumnsAndTellsThem) {
    const std::string csv =
        "产品名称,生产批次,生产日期,产品类别,糖度(°Bx),套袋,颜色\n"
        "贵妃芒,M-1,2026-05-01,芒果,12.5,是,黄\n"
        "椰青,Y-1,2026-05-01,椰子,5,,绿\n";
    model::TableOptions options;
    options.attributes = &categories_.attribute_titles();
    model::TableFacts facts;
    const auto table = decode("a.csv", bytes_of(csv), options, &facts);
    ASSERT_TRUE(table.ok());
    EXPECT_THAT(table->ignored_columns, ElementsAre("颜色"));
    EXPECT_EQ(facts.columns[4].attribute, "sugar_content");
    EXPECT_EQ(facts.columns[4].unit, "°Bx");
    const auto drafts = to_drafts(*table, rules());
    EXPECT_THAT(values_of(drafts[0]), ElementsAre("bagged=yes", "sugar_content=12.5 °Bx"));
    EXPECT_THAT(values_of(drafts[1]), ElementsAre("sugar_content=5 °Bx"));
    // A mapping may name an attribute by any of its words, and two columns of one are told.
    options.mapping.columns = {{"颜色", "甜度"}};
    const auto doubled = decode("a.csv", bytes_of(csv), options);
    ASSERT_FALSE(doubled.ok());
    EXPECT_EQ(doubled.error().code, "column.doubled");
}

TEST_F(Attributes, TheSameRowHasTheSameHashWhateverItsTitlesAre) {
    const auto hash = [&](const char* title) {
        return decode_rows({JsonObject{{"生产批次", "M-1"}, {title, "12"}}}, &categories_.attribute_titles())
            .value()
            .rows.at(0)
            .source_hash;
    };
    EXPECT_EQ(hash("糖度"), hash("sugar_content"));
    EXPECT_EQ(hash("糖度"), hash("甜度"));
    EXPECT_NE(hash("糖度"), hash("套袋"));
}

TEST_F(Attributes, AWordOfTheFieldTableNamesTheField) {
    auto clash = attribute("my_variety", "品种", AttributeType::text);
    categories_ = CategoryRules({{"fruit", "", "水果", "fruit", "", {}, {}, {clash}}});
    EXPECT_FALSE(categories_.attribute_titles().contains(model::folded_column("品种")));
    EXPECT_TRUE(categories_.attribute_titles().contains(model::folded_column("my variety")));
}

}  // namespace
}  // namespace qy::collection
