#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "base/json.h"
#include "base/limits.h"

namespace qy {
namespace {

// The compact text of what was read, or the code and arguments of the error.
std::string outcome(std::string_view text) {
    const auto parsed = parse_json(text);
    if (parsed.ok()) return to_text(*parsed);
    std::string out = parsed.error().code;
    for (const auto& argument : parsed.error().arguments) out += " " + argument;
    return out;
}

struct Row {
    std::string_view text;
    std::string_view expected;
};

TEST(JsonParse, ReadsEveryKindOfValue) {
    const Row rows[] = {
        {"null", "null"},
        {" true ", "true"},
        {"[]", "[]"},
        {"{}", "{}"},
        {R"({"b":1,"a":[false,null,"x"],"c":{"d":{}}})", R"({"b":1,"a":[false,null,"x"],"c":{"d":{}}})"},
        {R"("é海\ud83d\ude00\n\/\"\\")", R"("é海😀\n/\"\\")"},
        {R"({"\u0061b":1})", R"({"ab":1})"},
        {R"({"":""})", R"({"":""})"},
        {R"("\u0000")", R"("\u0000")"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(row.text), row.expected) << row.text;
    }
}

TEST(JsonParse, IntegersAreExact) {
    const Row rows[] = {
        {"0", "0"},
        {"-0", "0"},
        {"9007199254740993", "9007199254740993"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854775808"},
        {"18446744073709551615", "18446744073709551615"},
        {"[1,-1,18446744073709551615]", "[1,-1,18446744073709551615]"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(row.text), row.expected) << row.text;
    }
    EXPECT_TRUE(parse_json("7")->is_int64());
    EXPECT_TRUE(parse_json("9223372036854775808")->is_uint64());
    EXPECT_TRUE(parse_json("18446744073709551616")->is_double());
}

// Literals whose nearest double is easily missed, in several places of a document.
TEST(JsonParse, DoublesAreTheNearest) {
    struct DoubleRow {
        std::string_view text;
        double expected;
    };
    const DoubleRow rows[] = {
        {"0.1", 0.1},
        {"1.5e3", 1500.0},
        {"1e23", 1e23},
        {"8.41e21", 8.41e21},
        {"9007199254740993.0", 9007199254740992.0},
        {"0.500000000000000166533453693773481063544750213623046875",
         0.500000000000000166533453693773481063544750213623046875},
        {"3.518437208883201171875e13", 3.518437208883201171875e13},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"2.2250738585072011e-308", 2.2250738585072011e-308},
        {"5e-324", 5e-324},
        {"1e-400", 0.0},
        {"-1e-400", 0.0},
        {"109.59279999999998", 109.59279999999998},
        {"20.330000000000002", 20.330000000000002},
        {"18446744073709551616", 18446744073709551616.0},
        {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"1.2345678901234567890123", 1.2345678901234567890123},
        {"-2.5", -2.5},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(parse_json(row.text)->as_double(), row.expected) << row.text;
        const std::string nested = "[1," + std::string(row.text) + ",{\"a\":" + std::string(row.text) + "}]";
        const auto parsed = parse_json(nested);
        ASSERT_TRUE(parsed.ok()) << nested;
        EXPECT_EQ(parsed->at(1).as_double(), row.expected) << nested;
        EXPECT_EQ(parsed->at(2).at("a").as_double(), row.expected) << nested;
    }
}

// Every double that is written can be read back.
TEST(JsonParse, ShortestFormsReadBackExactly) {
    std::uint64_t bits = 1;
    for (int i = 0; i < 20'000; ++i) {
        bits = bits * 6364136223846793005ULL + 1442695040888963407ULL;
        const double value = std::bit_cast<double>(bits);
        if (!std::isfinite(value)) continue;
        const auto parsed = parse_json(to_text(Json(value)));
        ASSERT_TRUE(parsed.ok());
        ASSERT_EQ(parsed->to_number<double>(), value) << to_text(Json(value));
    }
}

TEST(JsonParse, RefusesWhatIsNotJson) {
    const Row rows[] = {
        {"", "json.malformed 1:1"},
        {"  ", "json.malformed 1:3"},
        {"{", "json.malformed 1:2"},
        {"nul", "json.malformed 1:4"},
        {"[1,]", "json.malformed 1:4"},
        {"{\"a\":1,}", "json.malformed 1:8"},
        {"{\n \"a\": x}", "json.malformed 2:7"},
        {"'a'", "json.malformed 1:1"},
        {"[1] [2]", "json.malformed 1:5"},  // text after the document
        {"{}x", "json.malformed 1:3"},
        {"1 // why", "json.malformed 1:3"},
        {"01", "json.malformed 1:2"},
        {"+1", "json.malformed 1:1"},
        {".5", "json.malformed 1:1"},
        {"1.", "json.malformed 1:3"},
        {"NaN", "json.malformed 1:1"},
        {"\"a\nb\"", "json.malformed 1:3"},
        {"\"\\x\"", "json.malformed 1:3"},
        {"\xEF\xBB\xBF{}", "json.malformed 1:1"},  // a byte order mark is for the caller to take away
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(row.text), row.expected) << row.text;
    }
    const std::string_view broken_text[] = {"\"\xFF\"",     "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xE6\xB5\"",
                                            "{\"\xFF\":1}", R"("\ud800")",  R"("\udc00")",      R"("\ud800\u0041")"};
    for (const auto text : broken_text) {
        EXPECT_EQ(outcome(text).substr(0, 14), "json.malformed") << text;
    }
    EXPECT_EQ(parse_json("[").error().kind, ErrorKind::invalid);
}

TEST(JsonParse, RefusesDoubledMembersByName) {
    const Row rows[] = {
        {R"({"a":1,"a":2})", "json.doubled_member a"},
        {R"({"a":1,"\u0061":1})", "json.doubled_member a"},
        {R"([{"x":{"b":1,"c":2,"b":{}}}])", "json.doubled_member b"},
        {R"({"":1,"":2})", "json.doubled_member "},
        {R"({"编号":1,"编号":1})", "json.doubled_member 编号"},
        {R"({"a":{"a":1},"b":{"a":1}})", R"({"a":{"a":1},"b":{"a":1}})"},
        {R"({"a":1,"A":2})", R"({"a":1,"A":2})"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(outcome(row.text), row.expected) << row.text;
    }
}

TEST(JsonParse, RefusesNumbersThatNoDoubleHolds) {
    EXPECT_EQ(outcome("1e308"), "1e+308");
    EXPECT_EQ(outcome("1e309").substr(0, 17), "json.number_range");
    EXPECT_EQ(outcome("[\n-1e400]").substr(0, 17), "json.number_range");
    EXPECT_EQ(outcome("1e99999999999").substr(0, 17), "json.number_range");
}

std::string nested(std::size_t depth, char open, char close) {
    if (open == '[') return std::string(depth, '[') + std::string(depth, ']');
    std::string text = "1";
    for (std::size_t i = 0; i < depth; ++i) text = std::string(1, open) + "\"a\":" + text + close;
    return text;
}

TEST(JsonParse, BoundsTheDepth) {
    for (const auto& [open, close] : {std::pair('[', ']'), std::pair('{', '}')}) {
        EXPECT_TRUE(parse_json(nested(limits::json_depth_max - 1, open, close)).ok()) << open;
        EXPECT_TRUE(parse_json(nested(limits::json_depth_max, open, close)).ok()) << open;
        EXPECT_EQ(outcome(nested(limits::json_depth_max + 1, open, close)), "json.too_deep 32") << open;
    }
    EXPECT_EQ(outcome(std::string(1'000'000, '[')), "json.too_deep 32");
    EXPECT_EQ(parse_json(nested(limits::json_depth_max + 1, '[', ']')).error().kind, ErrorKind::too_large);
}

TEST(JsonParse, LongTextsArriveWhole) {
    const std::string longer(300'000, 'x');
    EXPECT_EQ(outcome("[\"" + longer + "\\n" + longer + "\"]"), "[\"" + longer + "\\n" + longer + "\"]");
    EXPECT_EQ(outcome("{\"" + longer + "\":1}"), "{\"" + longer + "\":1}");
}

TEST(ParseJson, LivesInTheMemoryThatIsGiven) {
    JsonScratch scratch;
    const std::string text = R"({"a":[1,2.5,true,null,")" + std::string(10'000, 'x') + R"("],"b":{"c":"d"}})";
    const auto parsed = parse_json(text, scratch.memory());
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(to_text(*parsed), text);
    EXPECT_EQ(parsed->storage(), scratch.memory());
    EXPECT_EQ(parsed->at("b").at("c").storage(), scratch.memory());
    EXPECT_EQ(parsed->at("a").at(0).storage(), scratch.memory());
}

}  // namespace
}  // namespace qy
