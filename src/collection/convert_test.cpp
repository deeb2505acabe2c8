#include "convert.h"

#include <gtest/gtest.h>

#include <set>

#include "base/limits.h"

namespace qy::collection {
namespace {

using model::Field;

class Convert : public ::testing::Test {
 protected:
    // The canonical value, or "!" and the problem.
    std::string convert_text(Field field, std::string_view text) {
        const auto converted = convert(text, {model::row_of(field), dictionary_, categories_});
        if (converted.problem) return "!" + std::string(to_string(converted.problem->problem));
        return converted.value;
    }
    Dictionary dictionary_{{built_in_dictionary().begin(), built_in_dictionary().end()}};
    CategoryRules categories_{{built_in_categories().begin(), built_in_categories().end()}};
};

TEST_F(Convert, UnitsThatTheDictionaryKnowsAreUnderstood) {
    EXPECT_EQ(convert_text(Field::quantity, "4板条箱"), "!unknown_unit");
    dictionary_ = Dictionary({{"unit", "crate", "板条箱", "crate", "", R"({"base":"kg","factor":"2.5"})"},
                              {"unit", "kg", "千克", "kg", "启罗"},
                              {"unit", "odd", "怪", "odd", ""}});
    EXPECT_EQ(convert_text(Field::quantity, "3 启罗"), "3 kg");
    EXPECT_EQ(convert_text(Field::quantity, "４板条箱"), "10 kg");
    EXPECT_EQ(convert("4板条箱", {model::row_of(Field::quantity), dictionary_, categories_}).note, "数量：4板条箱");
    EXPECT_EQ(convert_text(Field::quantity, "4怪"), "!unknown_unit");
    EXPECT_EQ(convert_text(Field::quantity, "板条箱"), "!malformed");
}

TEST_F(Convert, FirmsAreKnownByWhatTheTradeCallsThem) {
    dictionary_ = Dictionary({{"party", "91440300708461136T", "顺丰速运有限公司", "SF Express", "顺丰,SF"}});
    for (const auto* const text : {"顺丰", "sf", "91440300708461136T", "顺丰速运有限公司"}) {
        EXPECT_EQ(convert_text(Field::carrier_name, text), "顺丰速运有限公司") << text;
        EXPECT_EQ(convert_text(Field::consignee_name, text), "顺丰速运有限公司") << text;
    }
    EXPECT_EQ(convert_text(Field::carrier_name, "顺丰 海口"), "顺丰海口") << "not a part of a name";
    EXPECT_EQ(convert_text(Field::customer_name, "顺丰"), "顺丰") << "customers are persons";
    const auto inputs = convert("顺丰/芒果/M-1=3公斤", {model::row_of(Field::inputs), dictionary_, categories_});
    ASSERT_EQ(inputs.inputs.size(), 1U);
    EXPECT_EQ(inputs.inputs[0].lot.owner_name, "顺丰速运有限公司");
}

TEST_F(Convert, EachRuleInTheFieldsWords) {
    struct Row {
        std::string_view rule;
        Field field;
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"identifier", Field::lot_number, " ＬＣ－２０２６０３ ", "LC-202603"},
        {"identifier", Field::report_number, "№ 12／3", "№ 12/3"},
        {"container", Field::container, "箱-１", "箱-1"},
        {"container", Field::container, "(00)106141412345678908", "106141412345678908"},
        {"container", Field::container, "（00）106141412345678909", "!check"},
        {"vehicle", Field::vehicle, "琼a·12345", "琼A12345"},
        {"vehicle", Field::vehicle, "琼Ａ Ｄ12345", "琼AD12345"},
        {"vehicle", Field::vehicle, "粤海铁 1号", "粤海铁 1号"},
        {"contact", Field::customer_contact, "+86 138-0013-8000", "13800138000"},
        {"contact", Field::customer_contact, "微信 abc-1", "微信 abc-1"},
        {"category", Field::category, "绿橙", "citrus"},
        {"category", Field::category, "火箭", "!unknown"},
        {"days", Field::shelf_life_days, "１２个月", "365"},
        {"party name", Field::carrier_name, "海南 某某(物流)", "海南某某（物流）"},
        {"place", Field::from_place, "澄迈县云坡镇", "澄迈县云坡镇"},
        {"place", Field::to_place, "gln：６９０１２３４００００１６", "GLN 6901234000016"},
        {"place", Field::to_place, "GLN 6901234000017", "!check"},
        {"place", Field::to_place, "GLN 690123400001", "!malformed"},
        {"place", Field::to_place, "GLN 仓库", "GLN 仓库"},
        {"name", Field::product_name, "琼中 绿橙(特级)", "琼中绿橙（特级）"},
        {"name", Field::brand_name, " 海南鲜品 ", "海南鲜品"},
        {"time", Field::produced_on, "2026年3月5日 下午3点", "2026-03-05"},
        {"time", Field::shipped_at, "2026年3月5日 下午3点", "2026-03-05T15:00:00+08:00"},
        {"time", Field::shipped_at, "2026-3-5", "2026-03-05"},
        {"time", Field::tested_on, "去年", "!malformed"},
        {"quantity", Field::quantity, "１，２００.５公斤", "1200.5 kg"},
        {"quantity", Field::quantity, "三吨", "3 t"},
        {"price", Field::sale_price, "￥12.80", "1280"},
        {"temperature", Field::temperature_low, "－１８℃", "-18"},
        {"gtin", Field::gtin, "6901234567892", "06901234567892"},
        {"gtin", Field::gtin, "690-1234-567892", "06901234567892"},
        {"gtin", Field::gtin, "6901234567890", "!check"},
        {"gtin", Field::gtin, "69012", "!malformed"},
        {"dictionary word", Field::test_result, "检测合格", "qualified"},
        {"dictionary word", Field::test_result, "不合格", "unqualified"},
        {"dictionary word", Field::test_result, "还行", "!unknown"},
        {"dictionary words", Field::allergens, "牛奶、花生", "peanuts,milk"},
        {"dictionary words", Field::allergens, "无", ""},
        {"nutrition", Field::nutrition, "每100克：钠２０４毫克，能量1823千焦，蛋白质9克，脂肪12.7克，碳水化合物70.6克",
         "每100g：能量 1823kJ；蛋白质 9.0g；脂肪 12.7g；碳水化合物 70.6g；钠 204mg"},
        {"inputs", Field::inputs, "C-1＝600公斤", "C-1＝600公斤"},
        {"inputs", Field::inputs, "C-1=很多", "!malformed"},
        {"readings", Field::temperature_log, "2026-3-5 8:00=4", "2026-03-05T08:00:00+08:00=4"},
        {"text", Field::process, "水洗，发酵\n晾晒", "水洗，发酵\n晾晒"},
        {"text", Field::route, "海口\n广州", "海口 广州"},
        {"text", Field::process, "-", ""},
        {"text", Field::farm_inputs, "无", "无"},
        {"text", Field::note, "a\x07", "!control_character"},
    };
    std::set<std::string_view> tried;
    for (const auto& row : rows) {
        EXPECT_EQ(rule_for(model::row_of(row.field)).name, row.rule) << row.text;
        EXPECT_EQ(convert_text(row.field, row.text), row.expected) << row.text;
        tried.insert(row.rule);
    }
    for (const auto& rule : rules()) EXPECT_TRUE(tried.contains(rule.name)) << rule.name << " is not tested";
}

TEST_F(Convert, EveryFieldHasARule) {
    for (const auto& row : model::fields()) EXPECT_FALSE(rule_for(row).name.empty());
}

TEST_F(Convert, LengthLimits) {
    struct Row {
        Field field;
        std::size_t limit;
    };
    const Row rows[] = {
        {Field::lot_number, limits::lot_number_code_points_max}, {Field::product_name, limits::name_code_points_max},
        {Field::route, limits::short_text_code_points_max},      {Field::note, limits::import_cell_code_points_max},
        {Field::event_key, limits::event_key_code_points_max},
    };
    for (const auto& row : rows) {
        const auto of_length = [](std::size_t length) {
            std::string text;
            for (std::size_t i = 0; i < length; ++i) text += "橙";
            return text;
        };
        EXPECT_EQ(convert_text(row.field, of_length(row.limit - 1)), of_length(row.limit - 1));
        EXPECT_EQ(convert_text(row.field, of_length(row.limit)), of_length(row.limit));
        EXPECT_EQ(convert_text(row.field, of_length(row.limit + 1)), "!too_long");
    }
}

TEST_F(Convert, AHugeCellIsRefusedUnread) {
    EXPECT_EQ(convert_text(Field::note, std::string(10'000'000, 'x')), "!too_long");
    EXPECT_EQ(convert_text(Field::note, std::string(100'000, ' ') + "x"), "x");
}

TEST_F(Convert, APriceByWeightKeepsItsWords) {
    const auto converted = convert("12.8元/斤", {model::row_of(Field::sale_price), dictionary_, categories_});
    EXPECT_EQ(converted.value, "1280");
    EXPECT_EQ(converted.note, "销售价格：12.8元/斤");
}

}  // namespace
}  // namespace qy::collection
