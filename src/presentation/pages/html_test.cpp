#include "pages/html.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

TEST(Html, TextCannotBecomeMarkup) {
    struct Row {
        std::string_view text;
        std::string_view written;
    };
    const Row rows[] = {
        {"", ""},
        {"福山咖啡 250 g", "福山咖啡 250 g"},
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onload='x'", "&quot; onload=&#39;x&#39;"},
        {"R&D", "R&amp;D"},
        {"&amp;", "&amp;amp;"},
        {std::string_view("a\0b\x01\x1f\x7f", 6), "ab"},
        {"两行\n和\t制表", "两行\n和\t制表"},
        {"\u202Eexe.gnp\u202C", "exe.gnp"},
        {"\u2066a\u2069", "a"},
        {"≤5 → 10", "≤5 → 10"},  // other characters that begin with the same byte stay
        {"\xE2", "\xE2"},
        {"\xE2\x80", "\xE2\x80"},
    };
    for (const Row& row : rows) EXPECT_EQ(escaped(row.text), row.written);
}

TEST(Html, ElementsCloseInOrder) {
    Html html;
    {
        const auto outer = html.open("section", {{"class", "a\"b"}});
        const auto inner = html.open("ul");
        html.element("li", {}, "一").element("li", {{"data-n", 2}}, "<二>");
        html.leaf("br");
    }
    EXPECT_EQ(html.written(),
              "<section class=\"a&quot;b\"><ul><li>一</li><li data-n=\"2\">&lt;二&gt;</li><br/></ul></section>");
}

TEST(Html, AttributesMayBeFlagsOrAbsent) {
    Html html;
    html.leaf("input", {{"name", "pin"}, Attribute::flag("required"), Attribute(), {"maxlength", std::size_t{6}}});
    EXPECT_EQ(html.written(), "<input name=\"pin\" required maxlength=\"6\"/>");
}

TEST(Html, OnlySafeAddressesAreWritten) {
    for (const auto* good : {"/t/1", "/", "?lang=en", "#main", "https://example.cn/a?b=c", "http://localhost:8080/"}) {
        EXPECT_TRUE(is_safe_url(good)) << good;
    }
    for (const auto* bad :
         {"", "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:x", "\tjavascript:x", "//evil.example",
          "/\\evil.example", "data:text/html,x", "vbscript:x", "t/1", "https:/\nx", "ftp://x"}) {
        EXPECT_FALSE(is_safe_url(bad)) << bad;
    }
    Html html;
    html.element("a", {Attribute::url("href", "javascript:alert(1)")}, "x");
    html.element("a", {Attribute::url("href", "/search?a=1&b=\"2\"")}, "y");
    EXPECT_EQ(html.written(), "<a>x</a><a href=\"/search?a=1&amp;b=&quot;2&quot;\">y</a>");
}

}  // namespace
}  // namespace qy::presentation
