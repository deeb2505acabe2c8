#include "amounts.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace qy::collection {
namespace {

struct Row {
    std::string_view text;
    std::string_view expected;  // the value, or the problem with its last argument when it has one
};

std::string told(const FieldProblem& problem) {
    return std::string(to_string(problem.problem));
}

TEST(Amounts, Quantities) {
    const Row rows[] = {
        {"1200.5公斤", "1200.5 kg"},
        {"1,200.5公斤", "1200.5 kg"},
        {"1200 kg", "1200 kg"},
        {"1200斤", "1200 jin"},
        {"1.2万斤", "12000 jin"},
        {"3千克", "3 kg"},
        {"3千箱", "3000 box"},
        {"一千二百箱", "1200 box"},
        {"五千克", "5 kg"},
        {"两百只", "200 head"},
        {"十二盒", "12 pack"},
        {"2百万枚", "2000000 egg"},
        {"3T", "3 t"},
        {"+5件", "5 piece"},
        {"0.5 吨", "0.5 t"},
        {"1,234,567个", "1234567 unit"},
        {"1200", "unit_missing"},
        {"1.2万", "unit_missing"},
        {"1200马力", "unknown_unit"},
        {"5kg/箱", "unknown_unit"},
        {"-5公斤", "negative"},
        {"\u22125公斤", "negative"},
        {"0公斤", "zero"},
        {"零公斤", "zero"},
        {"约5公斤", "malformed"},
        {"", "malformed"},
        {"公斤", "malformed"},
        {"1,20公斤", "malformed"},
        {"1.200,5公斤", "unknown_unit"},
        {",200公斤", "malformed"},
        {"99999999999999999999公斤", "malformed"},
        {"1.2345678901公斤", "malformed"},
    };
    for (const auto& row : rows) {
        const auto read = read_quantity(fold_width(row.text));
        const auto* good = std::get_if<model::Quantity>(&read);
        EXPECT_EQ(good ? good->to_string() : told(std::get<FieldProblem>(read)), row.expected) << row.text;
    }
    const auto wide = read_quantity(fold_width("１，２００．５公斤"));
    EXPECT_EQ(std::get<model::Quantity>(wide).to_string(), "1200.5 kg");
}

TEST(Amounts, Prices) {
    const Row rows[] = {
        {"12.8", "1280"},
        {"￥12.80", "1280"},
        {"¥12.8", "1280"},
        {"12.8元", "1280"},
        {"12.8元/斤", "1280 斤"},
        {"12.8/斤", "1280 斤"},
        {"12.8元每斤", "1280 斤"},
        {"每斤12.8元", "1280 斤"},
        {"人民币1,280元整", "128000"},
        {"RMB 12.80", "1280"},
        {"12.8 CNY", "1280"},
        {"1.2万元", "1200000"},
        {"12元8角", "1280"},
        {"12元8角5分", "1285"},
        {"12块8毛", "1280"},
        {"12元5分", "1205"},
        {"免费", "0"},
        {"0", "0"},
        {"0.01元", "1"},
        {"12.80元/箱（5kg）", "1280 箱(5kg)"},
        {"-1元", "negative"},
        {"12.855", "too_precise"},
        {"12.850", "1285"},
        {"面议", "malformed"},
        {"", "malformed"},
        {"$12", "malformed"},
        {"12-15元", "malformed"},
        {"12.8元/", "malformed"},
        {"每斤12.8元/箱", "malformed"},
        {"1000亿元", "10000000000000"},
        {"1001亿元", "out_of_range"},
    };
    for (const auto& row : rows) {
        const auto read = read_price(fold_width(row.text));
        const auto* good = std::get_if<Price>(&read);
        const auto text = good ? std::to_string(good->fen) + (good->per.empty() ? "" : " " + good->per)
                               : told(std::get<FieldProblem>(read));
        EXPECT_EQ(text, row.expected) << row.text;
    }
}

TEST(Amounts, Temperatures) {
    const Row rows[] = {
        {"4.5", "4.5"},
        {"-18℃", "-18"},
        {"4 °C", "4"},
        {"零下18度", "-18"},
        {"4摄氏度", "4"},
        {"-100", "-100"},
        {"300", "300"},
        {"-100.1", "out_of_range"},
        {"300.1", "out_of_range"},
        {"冷", "malformed"},
        {"4℉", "malformed"},
        {"2-8℃", "malformed"},
    };
    for (const auto& row : rows) {
        const auto read = read_temperature(fold_width(row.text));
        const auto* good = std::get_if<Decimal>(&read);
        EXPECT_EQ(good ? good->to_string() : told(std::get<FieldProblem>(read)), row.expected) << row.text;
    }
}

TEST(Amounts, Days) {
    const Row rows[] = {
        {"180", "180"},
        {"180天", "180"},
        {"12个月", "365"},
        {"18个月", "547"},
        {"2年", "730"},
        {"30日", "30"},
        {"0", "zero"},
        {"-1", "negative"},
        {"36500", "36500"},
        {"36501", "out_of_range"},
        {"101年", "out_of_range"},
        {"1.5", "malformed"},
        {"长期", "malformed"},
        {"3周", "malformed"},
    };
    for (const auto& row : rows) {
        const auto read = read_days(fold_width(row.text));
        const auto* good = std::get_if<std::int64_t>(&read);
        EXPECT_EQ(good ? std::to_string(*good) : told(std::get<FieldProblem>(read)), row.expected) << row.text;
    }
}

}  // namespace
}  // namespace qy::collection
