#include "base/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "testing/error_codes.h"

namespace qy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::set<std::string_view> known_codes() {
    std::set<std::string_view> codes;
    for (const auto& row : messages()) codes.insert(row.code);
    return codes;
}

// "file:line code" for every code of `source` that has no row.
std::vector<std::string> gaps_of(const std::string& file, std::string_view source) {
    const auto known = known_codes();
    std::vector<std::string> gaps;
    for (const auto& used : testing::error_codes_of(source)) {
        if (!known.contains(used.code)) gaps.push_back(file + ":" + std::to_string(used.line) + " " + used.code);
    }
    return gaps;
}

bool is_product_source(const std::filesystem::path& path) {
    const std::string text = path.generic_string();
    if (!text.ends_with(".cpp") && !text.ends_with(".h")) return false;
    return text.find("/testing/") == std::string::npos && !text.ends_with("_test.cpp") &&
           !text.ends_with("_fuzz.cpp") && !text.ends_with("_bench.cpp");
}

std::string read(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

TEST(Messages, EveryCodeOfTheSourcesHasARow) {
    const std::filesystem::path root(QY_SOURCE_DIR);
    std::size_t files = 0;
    std::size_t codes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "src")) {
        if (!entry.is_regular_file() || !is_product_source(entry.path())) continue;
        const std::string source = read(entry.path());
        EXPECT_THAT(gaps_of(std::filesystem::relative(entry.path(), root).string(), source), IsEmpty());
        ++files;
        codes += testing::error_codes_of(source).size();
    }
    EXPECT_GT(files, 30U);  // the tree was found
    EXPECT_GT(codes, 30U);  // and codes in it
}

TEST(Messages, ACodeWithoutRowIsNamedByFileAndLine) {
    constexpr std::string_view kSource = R"source(
        Result<void> f() {
            // return invalid("in.a_comment");
            /* return denied("in.a_comment_too") */
            const char* text = "invalid(\"in.a_text\")";
            if (n > 1'000) return invalid("id.malformed");
            if (late) return qy::limited(
                "planted.over_two_lines", {std::to_string(1)});
            reader.fault(too_large(big ? "planted.first" : "json.too_deep", {"not.a_code"}), "name");
            if (set.conflict("not.an_error") || set->busy("not.an_error")) return {};
            return not_found(code).because("not.a_code");
        }
    )source";
    EXPECT_THAT(gaps_of("f.cpp", kSource), ElementsAre("f.cpp:8 planted.over_two_lines", "f.cpp:9 planted.first"));
}

bool holds_chinese(std::string_view text) {
    const auto code_points = to_utf32(text);
    return std::any_of(code_points.begin(), code_points.end(), [](char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; });
}

std::set<char> placeholders_of(std::string_view text) {
    std::set<char> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '{' && text[i + 2] == '}') found.insert(text[i + 1]);
    }
    return found;
}

// What is wrong with a row, empty when nothing is.
std::string fault_of(const Message& row) {
    if (!is_utf8(row.zh) || !holds_chinese(row.zh)) return "zh is not Chinese";
    if (row.en.empty() || !is_utf8(row.en) || holds_chinese(row.en)) return "en is not English";
    const auto places = placeholders_of(row.zh);
    if (places != placeholders_of(row.en)) return "zh and en have different arguments";
    char expected = '0';
    for (const char place : places) {
        if (place != expected++) return "arguments are not {0}, {1} …";
    }
    return "";
}

TEST(Messages, EveryRowSpeaksBothLanguagesAboutTheSameArguments) {
    for (const auto& row : messages()) {
        EXPECT_EQ(fault_of(row), "") << row.code;
    }
}

TEST(Messages, AFaultyRowIsFound) {
    EXPECT_EQ(fault_of({"a.b", "请改", "change it"}), "");
    EXPECT_EQ(fault_of({"a.b", "", "change it"}), "zh is not Chinese");
    EXPECT_EQ(fault_of({"a.b", "change it", "change it"}), "zh is not Chinese");
    EXPECT_EQ(fault_of({"a.b", "请改", ""}), "en is not English");
    EXPECT_EQ(fault_of({"a.b", "请改", "请改"}), "en is not English");
    EXPECT_EQ(fault_of({"a.b", "请改 {0}", "change it"}), "zh and en have different arguments");
    EXPECT_EQ(fault_of({"a.b", "请改 {1}", "change {1}"}), "arguments are not {0}, {1} …");
}

TEST(Messages, TextFillsArguments) {
    EXPECT_EQ(message_text("json.too_deep", {"32"}, Language::en),
              "The JSON is nested too deeply; use 32 levels at most");
    EXPECT_EQ(message_text("json.too_deep", {"32"}, Language::zh), "JSON 嵌套过深，请不要超过 32 层");
    // Braces in an argument are the user's and stay; a missing argument leaves nothing behind.
    EXPECT_EQ(message_text("member.range", {"{1}", "9"}, Language::en), "The number is out of range; use {1} to 9");
    EXPECT_EQ(message_text("member.range", {"1"}, Language::en), "The number is out of range; use 1 to ");
    EXPECT_EQ(message_text("no.such_code", {"1"}, Language::zh), "no.such_code");
    EXPECT_EQ(message_text("", {}, Language::zh), "");
    EXPECT_EQ(message_text("zzz", {}, Language::zh), "zzz");
}

TEST(Messages, AStateIsToldInTheReadersWords) {
    EXPECT_EQ(message_text("code_range.state", {"void"}, Language::zh),
              "号段已作废，不能恢复，请另行申领（code.issue）");
    EXPECT_EQ(message_text("registration.state", {"rejected"}, Language::en),
              "The registration was rejected; its applicant can register anew");
    EXPECT_EQ(message_text("code_range.state", {"no word of ours"}, Language::en), "The range no word of ours");
}

TEST(Messages, AGeneralRowAnswersForFieldsWithoutOneOfTheirOwn) {
    EXPECT_EQ(message_text("plot.missing", {}, Language::en), "plot is missing; fill it in");
    EXPECT_EQ(message_text("plot.too_long", {"9"}, Language::en), "plot is too long; use 9 characters at most");
    EXPECT_EQ(message_text("gtin.check", {}, Language::en), message_text("gtin.check", {"1"}, Language::en));
    EXPECT_EQ(message_text("*.no_such_problem", {}, Language::en), "*.no_such_problem");
}

TEST(Messages, LanguageFollowsAcceptLanguage) {
    struct Row {
        std::string_view header;
        Language language;
    };
    const Row rows[] = {
        {"", Language::zh},
        {"zh-CN,zh;q=0.9,en;q=0.8", Language::zh},
        {"en-US,en;q=0.9,zh-CN;q=0.8", Language::en},
        {"en;q=0.8, zh-CN", Language::zh},
        {"fr, en;q=0.5", Language::en},
        {"fr-FR, de", Language::zh},
        {"EN", Language::en},
        {"eng", Language::zh},
        {"*", Language::zh},
        {"*;q=0.1, en;q=0.2", Language::en},
        {"zh;q=0, en;q=0.1", Language::en},
        {"en;q=0", Language::zh},
        {"en ; q=0.9 , zh ; q=0.8", Language::en},
        {"en;q=2, zh;q=0.1", Language::zh},  // a weight over 1 is malformed
        {"en;q=x", Language::zh},
        {",,;q=1,en", Language::en},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(language_of(row.header), row.language) << row.header;
    }
}

}  // namespace
}  // namespace qy
