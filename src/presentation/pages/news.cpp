#include "pages/news.h"

#include "pages/icons.h"
#include "pages/page_style.h"

namespace qy::presentation {
namespace {

/// This page again.
std::string own_address(const PageContext& context) {
    std::string address = context.path;
    char joint = '?';
    if (!context.query.empty()) {
        address += joint + context.query;
        joint = '&';
    }
    if (context.language_chosen) {
        address += joint;
        address += context.language == Language::en ? "lang=en" : "lang=zh";
    }
    return address;
}

}  // namespace

void write_news(PageWriter& page) {
    if (page.context.stream_url.empty()) return;
    {
        const auto status = page.html.open("div", {{"role", "status"}});
        const auto line = page.html.open("p", {{"class", "says note"},
                                               {"id", "news"},
                                               Attribute::flag("hidden"),
                                               {"data-stream", page.context.stream_url}});
        page.html.trusted(icons::alert());
        const auto words = page.html.open("span");
        page.html.text(page.say(Text::news));
        page.html.element("a", {Attribute::url("href", own_address(page.context))}, page.say(Text::news_show));
    }
    page.html.script(page_style().script);
}

}  // namespace qy::presentation
