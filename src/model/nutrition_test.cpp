// Nutrition tables: what is read, what is refused and why, shares of the reference intake, energy that does not fit.
#include "model/nutrition.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace qy::model {
namespace {

constexpr std::string_view kBiscuits = "每100g：能量 1823kJ；蛋白质 9.0g；脂肪 12.7g；碳水化合物 70.6g；钠 204mg";

TEST(Nutrition, IsReadHoweverItIsWritten) {
    const std::string_view written[] = {
        kBiscuits,
        "每100克(g)\n能量 1823千焦\n蛋白质 9.0克\n脂肪 12.7克\n碳水化合物 70.6克\n钠 204毫克",
        "１００ｇ：钠＝２０４ｍｇ，碳水化合物＝７０．６ｇ，脂肪＝１２．７ｇ，蛋白质＝９ｇ，能量＝１８２３ｋＪ",
        "per 100 g: energy 1823 kJ; protein 9 g; total fat 12.70 g; carbohydrates 70.6 g; sodium 204 mg",
        "每 100 g 能量：1823 KJ、蛋白质：9.0 G、脂肪：12.7g、碳水化合物：70.6g、钠：204mg。",
    };
    for (const auto text : written) {
        const auto read = Nutrition::parse(text);
        ASSERT_TRUE(read.ok()) << text << " " << read.error().code;
        EXPECT_EQ(read->told(Language::zh), kBiscuits) << text;
    }
    EXPECT_EQ(Nutrition::parse(kBiscuits)->told(Language::en),
              "per 100 g: Energy 1823 kJ; Protein 9.0 g; Fat 12.7 g; Carbohydrate 70.6 g; Sodium 204 mg");
}

// The standard's own example: biscuits with 22 % of the energy, 15 % of the protein, 21 %, 24 % and 10 %.
TEST(Nutrition, TellsTheShareOfTheReferenceIntake) {
    struct Case {
        std::string_view text;
        std::string_view shares;
    };
    const Case cases[] = {
        {kBiscuits, "22 15 21 24 10"},
        {"每100mL：能量180kJ；蛋白质0g；脂肪0g；饱和脂肪0g；碳水化合物10.5g；糖10.2g；钠12mg", "2 0 0 0 4 – 1"},
        {"每份（30g）：能量 504kJ；蛋白质 3.8g；脂肪 2.4g；饱和脂肪 1.1g；碳水化合物 21.0g；糖 5.2g；钠 61mg",
         "6 6 4 6 7 – 3"},
    };
    for (const auto& one : cases) {
        const auto table = Nutrition::parse(one.text);
        ASSERT_TRUE(table.ok()) << one.text << " " << table.error().code;
        std::vector<std::string> shares;
        for (const auto& line : table->lines()) shares.push_back(line.percent ? std::to_string(*line.percent) : "–");
        EXPECT_EQ(join(shares, " "), one.shares) << one.text;
    }
}

TEST(Nutrition, WhatTheStandardDoesNotAllowIsRefusedWithWhatToChange) {
    const auto with = [](std::string_view from, std::string_view to) { return replace_all(kBiscuits, from, to); };
    struct Case {
        std::string text;
        std::string_view code;
        std::string_view argument;  // the last
    };
    const std::string example = "每100g：能量 1680kJ；蛋白质 12.5g；脂肪 8.0g；碳水化合物 70.1g；钠 204mg";
    const Case cases[] = {
        {"", "nutrition.malformed", example},
        {"能量 1823kJ", "nutrition.malformed", example},
        {with("100g", "50g"), "nutrition.malformed", example},
        {with("每100g", "每份"), "nutrition.malformed", example},
        {with("每100g", "每份（0g）"), "nutrition.malformed", example},
        {with("每100g", "每份（5000.1g）"), "nutrition.malformed", example},
        {with("9.0g", "g"), "nutrition.malformed", example},
        {with("钠", "能量"), "nutrition.malformed", example},
        {with("脂肪", "油脂"), "nutrition.unknown", "能量、蛋白质、脂肪、饱和脂肪、碳水化合物、糖、钠"},
        {with("1823kJ", "436kcal"), "nutrition.wrong_unit", "kJ"},
        {with("204mg", "0.2g"), "nutrition.wrong_unit", "mg"},
        {with("204mg", "204"), "nutrition.wrong_unit", "mg"},
        {with("1823kJ", "1823.5kJ"), "nutrition.too_precise", "1824kJ"},
        {with("9.0g", "9.04g"), "nutrition.too_precise", "9.0g"},
        {with("9.0g", "100.1g"), "nutrition.outside", "0–100g"},
        {with("1823kJ", "3701kJ"), "nutrition.outside", "0–3700kJ"},
        {with("每100g", "每份（30g）"), "nutrition.outside", "0–1110kJ"},
        {with("9.0g", "0.5g"), "nutrition.zero", "蛋白质 0.5g"},
        {with("204mg", "5mg"), "nutrition.zero", "钠 5mg"},
        {with("脂肪 12.7g", "脂肪 12.7g；饱和脂肪 12.8g"), "nutrition.outside", "0–脂肪 12.7g"},
        {with("钠 204mg", "糖 70.7g；钠 204mg"), "nutrition.outside", "0–碳水化合物 70.6g"},
        {with("；脂肪 12.7g", ""), "nutrition.missing", "脂肪"},
        {"每100g：能量 1823kJ；蛋白质 9.0g", "nutrition.missing", "脂肪、碳水化合物、钠"},
    };
    for (const auto& one : cases) {
        const auto read = Nutrition::parse(one.text);
        ASSERT_FALSE(read.ok()) << one.text;
        EXPECT_EQ(read.error().code, one.code) << one.text;
        EXPECT_EQ(read.error().arguments.back(), one.argument) << one.text;
    }
    for (const auto& good : {with("9.0g", "0.6g"), with("9.0g", "0g"), with("204mg", "6mg"), with("9.0g", "100g"),
                             with("每100g", "每份（100g）")}) {
        EXPECT_TRUE(Nutrition::parse(good).ok()) << good << " " << Nutrition::parse(good).error().code;
    }
}

TEST(Nutrition, EnergyThatTheRestDoesNotGiveIsDoubtful) {
    const auto given = [](std::string_view energy) {
        return Nutrition::parse(replace_all(kBiscuits, "1823", energy))->doubtful_energy();
    };
    EXPECT_EQ(given("1823"), std::nullopt);  // 9.0 × 17 + 12.7 × 37 + 70.6 × 17 = 1823.1
    EXPECT_EQ(given("1459"), std::nullopt) << "a fifth less: fibre";
    EXPECT_EQ(given("1458"), 1823) << "more than a fifth";
    EXPECT_EQ(given("182"), 1823) << "a digit is missing";
    EXPECT_EQ(given("436"), 1823) << "kcal";
    EXPECT_EQ(given("2278"), std::nullopt);
    EXPECT_EQ(given("2280"), 1823);
    const auto tea = Nutrition::parse("每100mL：能量 20kJ；蛋白质 0g；脂肪 0g；碳水化合物 0g；钠 0mg");
    EXPECT_EQ(tea->doubtful_energy(), std::nullopt) << "20 kJ are nothing";
}

}  // namespace
}  // namespace qy::model
