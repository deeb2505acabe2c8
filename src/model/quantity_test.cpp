#include "model/quantity.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/text.h"

namespace qy::model {
namespace {

TEST(Quantity, UnitsByCodeLabelAndAlias) {
    struct Row {
        std::string_view text;
        std::string_view code;
    };
    const Row rows[] = {
        {"kg", "kg"},      {"KG", "kg"},    {"千克", "kg"},   {"公斤", "kg"},  {"ＫＧ", "kg"}, {"KGM", "kg"},
        {"斤", "jin"},     {"市斤", "jin"}, {"吨", "t"},      {"克", "g"},     {"毫克", "mg"}, {"毫升", "ml"},
        {"mL", "ml"},      {"升", "l"},     {"件", "piece"},  {"箱", "box"},   {"盒", "pack"}, {"袋", "bag"},
        {"瓶", "bottle"},  {"只", "head"},  {"枚", "egg"},    {"个", "unit"},  {"罐", "can"},  {"包", "packet"},
        {"份", "portion"}, {"次", "time"},  {"人", "person"}, {"晚", "night"}, {"套", "set"},  {"亩", "mu"},
        {"公顷", "ha"},    {" 箱 ", "box"},
    };
    for (const auto& row : rows) {
        const auto* unit = find_unit(row.text);
        ASSERT_NE(unit, nullptr) << row.text;
        EXPECT_EQ(unit->code, row.code) << row.text;
    }
    for (const std::string_view unknown : {"", "公里", "kgg", "元"}) EXPECT_EQ(find_unit(unknown), nullptr) << unknown;
}

TEST(Quantity, NoWordNamesTwoUnits) {
    std::map<std::string, std::string_view> owner;
    for (const auto& unit : units()) {
        EXPECT_GT(unit.numerator, 0);
        EXPECT_GT(unit.denominator, 0);
        std::vector<std::string_view> words{unit.code, unit.zh};
        for (const auto alias : split(unit.aliases, ',')) words.push_back(alias);
        for (const auto word : words) {
            const auto [at, fresh] = owner.emplace(lower_ascii(word), unit.code);
            EXPECT_TRUE(fresh || at->second == unit.code) << word << " is " << at->second << " and " << unit.code;
        }
    }
}

TEST(Quantity, CanonicalTextBothWays) {
    struct Row {
        std::string_view text;
        std::string_view expected;  // canonical text, or the code of the error
    };
    const Row rows[] = {
        {"1200.5 kg", "1200.5 kg"},
        {"1200.50 kg", "1200.5 kg"},
        {"0 box", "0 box"},
        {"-3 t", "-3 t"},
        {"1200.5kg", "quantity.malformed"},
        {" kg", "quantity.malformed"},
        {"", "quantity.malformed"},
        {"3 公斤", "quantity.unknown_unit"},
        {"3  kg", "quantity.unknown_unit"},
        {"x kg", "decimal.malformed"},
        {"1,000 kg", "decimal.malformed"},
    };
    for (const auto& row : rows) {
        const auto quantity = Quantity::parse(row.text);
        EXPECT_EQ(quantity.ok() ? quantity->to_string() : quantity.error().code, row.expected) << row.text;
    }
}

TEST(Quantity, ConvertsInsideADimensionOnly) {
    struct Row {
        std::string_view from;
        std::string_view unit;
        std::string_view expected;
    };
    const Row rows[] = {
        {"1200 jin", "kg", "600 kg"},
        {"1.5 t", "jin", "3000 jin"},
        {"250 g", "kg", "0.25 kg"},
        {"3 liang", "g", "150 g"},
        {"1 mg", "t", "0.000000001 t"},
        {"750 ml", "l", "0.75 l"},
        {"15 mu", "ha", "1 ha"},
        {"1 ha", "mu", "15 mu"},
        {"1 mu", "m2", "666.666666667 m2"},
        {"5 box", "box", "5 box"},
        {"5 box", "bag", "quantity.units_differ"},
        {"5 kg", "l", "quantity.units_differ"},
        {"5 kg", "nothing", "quantity.units_differ"},
    };
    for (const auto& row : rows) {
        const auto converted = Quantity::parse(row.from).value().in(row.unit);
        EXPECT_EQ(converted.ok() ? converted->to_string() : converted.error().code, row.expected)
            << row.from << " in " << row.unit;
    }
}

}  // namespace
}  // namespace qy::model
