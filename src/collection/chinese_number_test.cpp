#include "chinese_number.h"

#include <gtest/gtest.h>

namespace qy::collection {
namespace {

TEST(ChineseNumber, SpokenAndDigitByDigit) {
    struct Row {
        std::u32string_view text;
        std::optional<std::int64_t> value;
    };
    const Row rows[] = {
        {U"零", 0},
        {U"五", 5},
        {U"十", 10},
        {U"十二", 12},
        {U"二十", 20},
        {U"廿五", 25},
        {U"卅", 30},
        {U"三十一", 31},
        {U"一百", 100},
        {U"一百零三", 103},
        {U"一百二十三", 123},
        {U"两百", 200},
        {U"一千二百", 1200},
        {U"一千零五", 1005},
        {U"三万五千", 35000},
        {U"十二万", 120000},
        {U"一亿零三万", 100030000},
        {U"叁拾伍", 35},
        {U"二〇二六", 2026},
        {U"二零二六", 2026},
        {U"一二三", 123},
        {U"一百万", 1000000},
        {U"", {}},
        {U"百", {}},
        {U"一百二百", {}},
        {U"一二百", {}},
        {U"万", {}},
        {U"箱", {}},
        {U"一箱", {}},
        {U"一万一亿", {}},
        {U"三廿", {}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(parse_chinese_number(row.text), row.value)
            << row.text.size() << " " << static_cast<int>(row.text.empty() ? 0 : row.text[0]);
    }
}

TEST(ChineseNumber, InsideAText) {
    EXPECT_EQ(with_arabic_digits("二〇二六年三月五日"), "2026年3月5日");
    EXPECT_EQ(with_arabic_digits("二零二六年十二月三十一日上午八点半"), "2026年12月31日上午8点半");
    EXPECT_EQ(with_arabic_digits("百果"), "百果");
    EXPECT_EQ(with_arabic_digits(""), "");
}

}  // namespace
}  // namespace qy::collection
