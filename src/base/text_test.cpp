#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qy {
namespace {

using ::testing::ElementsAre;

TEST(Text, TellsStrictUtf8) {
    const std::string_view good[] = {"",
                                     "abc",
                                     "海南 澄迈",
                                     "é",
                                     std::string_view("\0", 1),
                                     "\x7F",
                                     "\xC2\x80",
                                     "\xDF\xBF",
                                     "\xE0\xA0\x80",
                                     "\xED\x9F\xBF",
                                     "\xEE\x80\x80",
                                     "\xEF\xBF\xBF",
                                     "\xF0\x90\x80\x80",
                                     "\xF4\x8F\xBF\xBF",
                                     "😀"};
    for (const auto text : good) EXPECT_TRUE(is_utf8(text)) << text;
    const std::string_view bad[] = {
        "\x80",              // continuation alone
        "\xBF",              //
        "\xC0\x80",          // overlong
        "\xC1\xBF",          //
        "\xE0\x9F\xBF",      //
        "\xF0\x8F\xBF\xBF",  //
        "\xED\xA0\x80",      // surrogates
        "\xED\xBF\xBF",      //
        "\xF4\x90\x80\x80",  // above U+10FFFF
        "\xF5\x80\x80\x80",  //
        "\xFF",              //
        "\xFE\x80",          //
        "\xE6\xB5",          // cut
        "\xC3",              //
        "\xF0\x9F\x98",      //
        "a\xC3(",            // continuation missing
        "\xE6(\xB7",         //
        "\xB3\xCE\xC2\xF5",  // 澄迈 in GB18030
    };
    for (const auto text : bad) EXPECT_FALSE(is_utf8(text)) << ::testing::PrintToString(std::string(text));
}

TEST(Text, CountsAndSplitsCodePoints) {
    EXPECT_EQ(length_of(""), 0U);
    EXPECT_EQ(length_of("abc"), 3U);
    EXPECT_EQ(length_of("澄迈é😀"), 4U);
    EXPECT_EQ(to_utf32("a澄é😀"), U"a澄é😀");
    EXPECT_DEATH((void)to_utf32("\xFF"), "assertion failed");
}

TEST(Text, WritesCodePoints) {
    for (const char32_t c : {U'\0', U'a', U'\x7F', U'\u0080', U'\u07FF', U'\u0800', U'澄', U'\uFFFF', U'\U00010000',
                             U'😀', U'\U0010FFFF'}) {
        std::string out = "x";
        append_utf8(out, c);
        EXPECT_TRUE(is_utf8(out));
        EXPECT_EQ(to_utf32(out), std::u32string(U"x") + c);
    }
    std::string out;
    EXPECT_DEATH(append_utf8(out, static_cast<char32_t>(0xD800)), "assertion failed");
    EXPECT_DEATH(append_utf8(out, static_cast<char32_t>(0x110000)), "assertion failed");
}

TEST(Text, FoldsWidth) {
    EXPECT_EQ(fold_width("ＡＢＣ－１２３　ａ～！"), "ABC-123 a~!");
    EXPECT_EQ(fold_width("澄迈，１２０．５ｋｇ"), "澄迈,120.5kg");
    EXPECT_EQ(fold_width("。、「」￥｟"), "。、「」￥｟");  // U+FFE5 and U+FF5F are outside the range
    EXPECT_EQ(fold_width(""), "");
    EXPECT_EQ(fold_width("\xEF\xBC"), "\xEF\xBC");          // cut, stays
    EXPECT_EQ(fold_width("\xEF\xBC\x80"), "\xEF\xBC\x80");  // U+FF00 has no form
    EXPECT_EQ(fold_width("\xEF\xBC!x"), "\xEF\xBC!x");
}

TEST(Text, TrimsBlanksOfBothWorlds) {
    EXPECT_EQ(trim("  a b\t\r\n"), "a b");
    EXPECT_EQ(trim("\u3000澄迈\u00A0\u3000"), "澄迈");
    EXPECT_EQ(trim("\uFEFF编号"), "编号");
    EXPECT_EQ(trim(" \u3000\u00A0\uFEFF\n"), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("a"), "a");
    EXPECT_EQ(trim("一"), "一");
}

TEST(Text, LowersAsciiOnly) {
    EXPECT_EQ(lower_ascii("AZaz09É[@澄"), "azaz09É[@澄");
}

TEST(Text, SplitsJoinsAndReplaces) {
    EXPECT_THAT(split("a,,b ,", ','), ElementsAre("a", "", "b ", ""));
    EXPECT_THAT(split("", ','), ElementsAre(""));
    EXPECT_THAT(split("a", ','), ElementsAre("a"));
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join({"a"}, ", "), "a");
    EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
    EXPECT_EQ(replace_all("aXbXX", "X", "yy"), "ayybyyyy");
    EXPECT_EQ(replace_all("aaa", "aa", "a"), "aa");  // what was put in is not looked at again
    EXPECT_EQ(replace_all("", "a", "b"), "");
    EXPECT_EQ(replace_all("abc", "x", "y"), "abc");
}

}  // namespace
}  // namespace qy
