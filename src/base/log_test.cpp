#include "base/log.h"

#include <gtest/gtest.h>

#include "log_format.h"

namespace qy::log {
namespace {

std::string line(std::string_view event, std::initializer_list<Pair> pairs = {}) {
    return format_event(event, {pairs.begin(), pairs.size()});
}

TEST(Log, OneEventIsOneReadableLine) {
    struct Row {
        std::string_view value;
        std::string_view expected;
    };
    using namespace std::string_view_literals;
    const Row rows[] = {
        {"8443", "e k=8443"},
        {"", R"(e k="")"},
        {"two words", R"(e k="two words")"},
        {"a=b", R"(e k="a=b")"},
        {R"(say "hi")", R"(e k="say \"hi\"")"},
        {R"(C:\x)", R"(e k="C:\\x")"},
        {"a\nb", R"(e k=a\nb)"},
        {"a\r\nlevel=error", R"(e k="a\r\nlevel=error")"},
        {"\x1B[31m", R"(e k=\x1b[31m)"},
        {"a\0b"sv, R"(e k=a\x00b)"},
        {"\t\x7F", R"(e k=\x09\x7f)"},
        {"澄迈", "e k=澄迈"},
        {"澄\u009B迈", R"(e k=澄\xc2\x9b迈)"},  // a control that terminals obey
        {"a\xFFz", R"(e k=a\xffz)"},            // not UTF-8
    };
    for (const auto& row : rows) {
        EXPECT_EQ(line("e", {{"k", row.value}}), row.expected);
    }
}

TEST(Log, NumbersAndSeveralPairs) {
    EXPECT_EQ(line("server.started"), "server.started");
    EXPECT_EQ(line("server.started", {{"port", 8443}, {"name", std::string("a b")}, {"bytes", std::size_t{7}}}),
              R"(server.started port=8443 name="a b" bytes=7)");
    EXPECT_EQ(line("a b\n", {{"k y", "v"}}), R"("a b\n" "k y"=v)");
}

TEST(Log, LinesBelowTheLevelAreDropped) {
    ::testing::internal::CaptureStderr();
    info("test.shown", {{"n", 1}});
    debug("test.hidden");
    set_level(Level::warning);
    info("test.hidden");
    warning("test.shown_too");
    error("test.shown_as_well", {{"text", "{} %s"}});
    set_level(Level::debug);
    debug("test.now_shown");
    set_level(Level::info);
    const std::string text = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find(" info test.shown n=1\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("hidden"), std::string::npos) << text;
    EXPECT_NE(text.find(" warning test.shown_too\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" error test.shown_as_well text=\"{} %s\"\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" debug test.now_shown\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("20"), 0U) << text;  // begins with the year
}

}  // namespace
}  // namespace qy::log
