#include <gtest/gtest.h>

#include <limits>

#include "base/json.h"
#include "base/text.h"
#include "utf16_order.h"

namespace qy {
namespace {

std::string canonical(std::string_view text) {
    const auto parsed = parse_json(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return parsed.ok() ? canonical_text(*parsed) : "";
}

// RFC 8785 §3.2.2.2 and §3.2.3, restated: escapes as short as possible, members by UTF-16 code units, also inside.
TEST(CanonicalJson, EscapesAsShortAsPossible) {
    EXPECT_EQ(canonical(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")"), R"("€$\u000f\nA'B\"\\\\\"/")");
    EXPECT_EQ(canonical(R"("\u0008\u0009\u000a\u000c\u000d")"), R"("\b\t\n\f\r")");
    EXPECT_EQ(canonical(R"("\u0000\u0001\u001f\u007f\u0080\u2028")"),
              "\"\\u0000\\u0001\\u001f\x7F\xC2\x80\xE2\x80\xA8\"");
    EXPECT_EQ(canonical(R"("\ud83d\ude00 <script>&")"), R"("😀 <script>&")");
}

// Strings are looked through eight bytes at a time: every byte at every place of short and long ones.
TEST(CanonicalJson, EscapesWhereverTheByteStands) {
    const auto one = [](int byte) {
        constexpr std::string_view kShort = "\b\t\n\f\r\"\\";
        constexpr std::string_view kNames = "btnfr\"\\";
        const auto known = kShort.find(static_cast<char>(byte));
        if (byte != 0 && known != std::string_view::npos) return std::string("\\") + kNames[known];
        if (byte >= 0x20) return std::string(1, static_cast<char>(byte));
        constexpr std::string_view kHex = "0123456789abcdef";
        return std::string("\\u00") + kHex[static_cast<std::size_t>(byte) / 16] +
               kHex[static_cast<std::size_t>(byte) % 16];
    };
    for (std::size_t length : {1U, 7U, 8U, 9U, 16U, 23U}) {
        for (std::size_t place = 0; place < length; ++place) {
            for (int byte = 0; byte < 0x80; ++byte) {
                std::string text(length, 'x');
                text[place] = static_cast<char>(byte);
                const auto wanted = std::string(place, 'x') + one(byte) + std::string(length - place - 1, 'x');
                EXPECT_EQ(canonical_text(Json(text)), '"' + wanted + '"');
            }
        }
    }
    EXPECT_EQ(canonical_text(Json("琼北金橙\n岭雾\"绿茶")), "\"琼北金橙\\n岭雾\\\"绿茶\"");
}

TEST(CanonicalJson, SortsByUtf16CodeUnits) {
    EXPECT_EQ(canonical(R"({
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
    })"),
              "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
              "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
              "\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
    EXPECT_EQ(canonical(R"({ "b" : [ {"z":1, "y" : null} , true,false ], "aa":"", "a":{}, "":[] })"),
              R"({"":[],"a":{},"aa":"","b":[{"y":null,"z":1},true,false]})");
}

TEST(CanonicalJson, OrderIsThatOfUtf16) {
    const std::u16string texts[] = {u"",       u"a",      u"ab",         u"b",          u"é",
                                    u"澄",     u"\uD7FF", u"\uE000",     u"\uEFFF",     u"\uF000",
                                    u"\uFFFD", u"\uFFFF", u"\U00010000", u"\U0010FFFF", u"澄\uE000",
                                    u"澄😀",    u"澄😁",    u"😀a",         u"😀\uE000"};
    const auto utf8 = [](const std::u16string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            char32_t c = text[i];
            if (c >= 0xD800 && c < 0xDC00) c = 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - 0xDC00U);
            append_utf8(out, c);
        }
        return out;
    };
    for (const auto& a : texts) {
        for (const auto& b : texts) {
            EXPECT_EQ(utf16_less(utf8(a), utf8(b)), a < b) << utf8(a) << " and " << utf8(b);
        }
    }
}

TEST(CanonicalJson, TakesIntegersBelowTwoToThe53) {
    EXPECT_EQ(canonical("[0,-0,1,-1,9007199254740991,-9007199254740991]"),
              "[0,0,1,-1,9007199254740991,-9007199254740991]");
    EXPECT_EQ(canonical_text(Json(std::uint64_t{9007199254740991})), "9007199254740991");
    EXPECT_DEATH((void)canonical_text(Json(std::int64_t{1} << 53)), "assertion failed");
    EXPECT_DEATH((void)canonical_text(Json(-(std::int64_t{1} << 53))), "assertion failed");
    EXPECT_DEATH((void)canonical_text(Json(std::uint64_t{1} << 53)), "assertion failed");
    EXPECT_DEATH((void)canonical_text(Json(1.5)), "assertion failed");
    EXPECT_DEATH((void)canonical_text(Json(1.0)), "assertion failed");
}

TEST(JsonWrite, KeepsTheOrderAndWritesShortNumbers) {
    EXPECT_EQ(to_text(Json{{"b", 1}, {"a", Json{nullptr, true, "x\"\n"}}}), R"({"b":1,"a":[null,true,"x\"\n"]})");
    EXPECT_EQ(to_text(Json(0.1)), "0.1");
    EXPECT_EQ(to_text(Json(1e300)), "1e+300");
    EXPECT_EQ(to_text(Json(-0.0)), "-0.0");
    EXPECT_EQ(to_text(Json(-2.5)), "-2.5");
    EXPECT_EQ(to_text(Json(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
    EXPECT_EQ(to_text(Json(std::numeric_limits<std::uint64_t>::max())), "18446744073709551615");
    EXPECT_EQ(to_text(Json(std::numeric_limits<double>::infinity())), "null");
    EXPECT_EQ(to_text(Json(std::numeric_limits<double>::quiet_NaN())), "null");
}

}  // namespace
}  // namespace qy
