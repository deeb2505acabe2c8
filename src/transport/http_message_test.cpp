#include "transport/http_message.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using namespace std::string_literals;

TEST(Headers, names_are_compared_without_case_and_keep_their_order) {
    Headers headers;
    headers.add("Accept", "text/html");
    headers.add("X-Forwarded-For", "a");
    headers.add("accept", "application/json");
    EXPECT_EQ(headers.find("ACCEPT"), "text/html");
    EXPECT_EQ(headers.count("Accept"), 2U);
    EXPECT_EQ(headers.all("accept"), (std::vector<std::string_view>{"text/html", "application/json"}));
    EXPECT_EQ(headers.find("Cookie"), std::nullopt);
    headers.set("Accept", "*/*");
    EXPECT_EQ(headers.count("Accept"), 1U);
    EXPECT_EQ(headers.name(0), "X-Forwarded-For");
    EXPECT_EQ(headers.value(1), "*/*");
}

TEST(Headers, a_copy_stands_on_its_own) {
    Headers copy;
    {
        Headers original;
        original.add("A", "one");
        copy = original;
        original.set("A", "two");
    }
    EXPECT_EQ(copy.find("a"), "one");
}

TEST(HttpRequest, splits_its_target_at_the_first_question_mark) {
    HttpRequest request;
    request.target = "/search?q=%E8%8C%B6?x";
    EXPECT_EQ(request.path(), "/search");
    EXPECT_EQ(request.query(), "q=%E8%8C%B6?x");
    request.target = "/t/1";
    EXPECT_EQ(request.path(), "/t/1");
    EXPECT_EQ(request.query(), "");
}

TEST(percent_decode, reads_strictly) {
    struct Row {
        std::string text;
        std::string decoded;  // "!" for a refusal
    };
    const Row rows[] = {
        {"", ""},           {"abc", "abc"}, {"%E8%8C%B6", "茶"}, {"%e8%8c%b6", "茶"}, {"a%20b", "a b"}, {"a+b", "a+b"},
        {"%2F", "/"},       {"%", "!"},     {"%2", "!"},         {"ab%", "!"},        {"%zz", "!"},     {"%+1", "!"},
        {"%00", "!"},       {"a\0b"s, "!"}, {"%ff", "!"},        {"%C0%AF", "!"},  // overlong "/"
        {"%ED%A0%80", "!"},                                                        // a surrogate
    };
    for (const auto& row : rows) {
        const auto decoded = percent_decode(row.text);
        EXPECT_EQ(decoded.ok() ? *decoded : "!", row.decoded) << row.text;
        if (!decoded.ok()) {
            EXPECT_EQ(decoded.error().code, "http.target_malformed");
        }
    }
}

TEST(path_segments, decodes_after_splitting_and_refuses_dot_segments) {
    struct Row {
        std::string_view path;
        std::vector<std::string> pieces;  // {"!"} for a refusal
    };
    const Row rows[] = {
        {"/", {}},
        {"/t/123", {"t", "123"}},
        {"/t/", {"t", ""}},
        {"//t", {"", "t"}},
        {"/21/A%2FB", {"21", "A/B"}},
        {"/%E8%8C%B6", {"茶"}},
        {"", {"!"}},
        {"t", {"!"}},
        {"/a/../b", {"!"}},
        {"/a/%2e%2E/b", {"!"}},
        {"/a/.", {"!"}},
        {"/.well-known/x", {".well-known", "x"}},
    };
    for (const auto& row : rows) {
        const auto pieces = path_segments(row.path);
        EXPECT_EQ(pieces.ok() ? *pieces : std::vector<std::string>{"!"}, row.pieces) << row.path;
    }
}

TEST(query_parameter, finds_one_value_and_refuses_two) {
    struct Row {
        std::string_view query;
        std::string found;  // "-" absent, else the value or the code of the refusal
    };
    const Row rows[] = {
        {"", "-"},
        {"q=a", "a"},
        {"x=1&q=a+b", "a b"},
        {"q=%2B", "+"},
        {"q", ""},
        {"q=", ""},
        {"q=a=b", "a=b"},
        {"Q=a", "-"},
        {"%71=a", "a"},
        {"q=1&q=1", "http.parameter_doubled"},
        {"q=%zz", "http.target_malformed"},
        {"x=1&q=1&y=2", "1"},
    };
    for (const auto& row : rows) {
        const auto found = query_parameter(row.query, "q");
        EXPECT_EQ(found.ok() ? found->value_or("-") : found.error().code, row.found) << row.query;
    }
}

}  // namespace
}  // namespace qy::transport
