#include "clean.h"

#include <gtest/gtest.h>

namespace qy::collection {
namespace {

TEST(Clean, WhatPastingLeavesBehind) {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"", ""},
        {"  绿橙 ", "绿橙"},
        {"　绿橙　", "绿橙"},
        {"绿橙  大果", "绿橙 大果"},
        {"绿橙\t\u00A0大果", "绿橙 大果"},
        {"ＡＢＣ１２３", "ABC123"},
        {"水洗，发酵（２４小时）；晾晒", "水洗，发酵（24小时）；晾晒"},
        {"绿\u200B橙\uFEFF", "绿橙"},
        {"a\r\nb\rc\nd", "a b c d"},
        {"e\u0301", "\u00E9"},  // NFC
        {"5 kg", "5 kg"},
        {"\u3000\u200B", ""},
    };
    for (const auto& row : rows) {
        const auto cleaned = clean(row.text, Width::letters_and_digits, false);
        EXPECT_EQ(cleaned.text, row.expected) << row.text;
        EXPECT_FALSE(cleaned.has_control_character) << row.text;
    }
    EXPECT_EQ(clean("（１，２）", Width::everything, false).text, "(1,2)");
    EXPECT_EQ(clean("a\r\n\r\nb \n", Width::letters_and_digits, true).text, "a\nb");
}

TEST(Clean, WhatNobodyTyped) {
    for (const std::string_view text :
         {std::string_view("a\0b", 3), std::string_view("a\x1B[31m"), std::string_view("a\x7F"),
          std::string_view("a\u202Eb"), std::string_view("a\u2066b"), std::string_view("锟\uFFFD"),
          std::string_view("a\u009Fb")}) {
        EXPECT_TRUE(clean(text, Width::everything, true).has_control_character) << text;
    }
}

TEST(Clean, PlaceholdersAreEmptyCells) {
    for (const std::string_view text : {"-", "--", "—", "/", "N/A", "null", "NULL"})
        EXPECT_TRUE(is_placeholder(text)) << text;
    for (const std::string_view text : {"", "无", "0", "-1", "否", "N"}) EXPECT_FALSE(is_placeholder(text)) << text;
}

TEST(CleanName, BracketsAndSpaces) {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"海南某某(集团)有限公司", "海南某某（集团）有限公司"},
        {"海南某某（集团）有限公司", "海南某某（集团）有限公司"},
        {"Example (Hainan) Ltd", "Example (Hainan) Ltd"},
        {"Example （Hainan） Ltd", "Example (Hainan) Ltd"},
        {"王 小 明", "王小明"},
        {"福山 Coffee 馆", "福山 Coffee 馆"},
    };
    for (const auto& row : rows) EXPECT_EQ(clean_name(row.text), row.expected);
}

}  // namespace
}  // namespace qy::collection
