#include "pages/page_frame.h"

#include "asset_table.h"
#include "base/limits.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/page_style.h"

namespace qy::presentation {
namespace {

/// In the page itself: a file would take its turn on a slow network before the first sight of the page.
void write_icons(PageWriter& page) {
    if (page.context.assets == nullptr) return;
    const auto& assets = *page.context.assets;
    if (const auto* const icon = assets.find(assets.address_of("icon.svg"))) page.html.icon(icon->bytes);
    const auto touch = assets.address_of("touch-icon.png");
    if (!touch.empty()) page.html.leaf("link", {{"rel", "apple-touch-icon"}, Attribute::url("href", touch)});
}

void write_head(PageWriter& page, const PageFrame& frame) {
    const auto head = page.html.open("head");
    page.html.leaf("meta", {{"charset", "utf-8"}});
    page.html.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}});
    page.html.element("title", {}, frame.title + " · " + std::string(page.say(Text::platform)));
    if (!frame.description.empty()) {
        page.html.leaf("meta", {{"name", "description"}, {"content", frame.description}});
    }
    if (!frame.indexed) page.html.leaf("meta", {{"name", "robots"}, {"content", "noindex"}});
    page.html.leaf("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    page.html.leaf("meta", {{"name", "theme-color"}, {"content", "#06404d"}});
    // WebKit would turn lot numbers into telephone links.
    page.html.leaf("meta", {{"name", "format-detection"}, {"content", "telephone=no"}});
    write_icons(page);
    page.html.style_sheet(page_style().css);
}

void write_language_link(PageWriter& page) {
    const bool zh = page.language() == Language::zh;
    std::string address = page.context.path + "?";
    if (!page.context.query.empty()) address += page.context.query + "&";
    address += zh ? "lang=en" : "lang=zh";
    page.html.element("a",
                      {{"class", "lang"},
                       {"lang", zh ? "en" : "zh-CN"},
                       {"hreflang", zh ? "en" : "zh-CN"},
                       Attribute::url("href", address)},
                      zh ? "English" : "中文");
}

void write_header(PageWriter& page, const PageFrame& frame) {
    const auto header = page.html.open("header", {{"class", "top"}});
    const auto wrap = page.html.open("div", {{"class", "wrap"}});
    {
        const auto bar = page.html.open("div", {{"class", "bar"}});
        {
            const auto home = page.html.open("a", {{"class", "logo"}, Attribute::url("href", page.link("/"))});
            page.html.trusted(icons::mark()).element("span", {}, page.say(Text::platform));
        }
        write_language_link(page);
    }
    if (frame.hero) frame.hero(page);
}

/// "琼公网安备 46010602000123号" → "46010602000123".
std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

/// The law asks that each number links to the place where it can be looked up.
void write_filings(PageWriter& page) {
    if (page.context.icp_filing.empty() && page.context.police_filing.empty()) return;
    const auto line = page.html.open("p");
    if (!page.context.icp_filing.empty()) {
        page.html.element("a",
                          {Attribute::url("href", "https://beian.miit.gov.cn/"),
                           {"rel", "noopener"},
                           page.language_of(page.context.icp_filing)},
                          page.context.icp_filing);
    }
    if (!page.context.police_filing.empty()) {
        const std::string address =
            "https://beian.mps.gov.cn/#/query/webSearch?code=" + digits_of(page.context.police_filing);
        page.html.element(
            "a", {Attribute::url("href", address), {"rel", "noopener"}, page.language_of(page.context.police_filing)},
            page.context.police_filing);
    }
}

void write_footer(PageWriter& page) {
    const auto footer = page.html.open("footer", {{"class", "foot"}});
    const auto wrap = page.html.open("div", {{"class", "wrap"}});
    page.html.element("p", {}, page.say(Text::footer_line));
    {
        const auto line = page.html.open("p");
        page.html.element("a", {Attribute::url("href", page.link("/"))}, page.say(Text::footer_home));
    }
    write_filings(page);
}

}  // namespace

void write_beacon(PageWriter& page) {
    if (page.context.beacon_url.empty()) return;
    page.html.leaf("img", {{"class", "beacon"},
                           Attribute::url("src", page.context.beacon_url),
                           {"alt", ""},
                           {"width", 1},
                           {"height", 1}});
}

LivePage framed_live_page(const PageContext& context, const PageFrame& frame) {
    PageWriter page{.html = Html(), .context = context};
    page.html.trusted("<!doctype html>");
    {
        const auto root = page.html.open("html", {{"lang", context.language == Language::zh ? "zh-CN" : "en"}});
        write_head(page, frame);
        const auto body = page.html.open("body");
        page.html.element("a", {{"class", "skip"}, Attribute::url("href", "#main")}, page.say(Text::skip_to_content));
        write_header(page, frame);
        {
            const auto main = page.html.open("main", {{"id", "main"}, {"class", "wrap"}});
            frame.main(page);
        }
        write_footer(page);
        page.live(write_beacon);
    }
    return {std::move(page.html).take(), std::move(page.live_edges)};
}

std::string framed_page(const PageContext& context, const PageFrame& frame) {
    return framed_live_page(context, frame).text;
}

void write_search_form(PageWriter& page, std::string_view query) {
    const auto form = page.html.open(
        "form", {{"class", "find"}, {"role", "search"}, {"method", "get"}, Attribute::url("action", "/search")});
    page.html.element("label", {{"for", "q"}}, page.say(Text::search_label));
    const auto row = page.html.open("div", {{"class", "row"}});
    page.html.leaf("input", {{"id", "q"},
                             {"name", "q"},
                             {"type", "search"},
                             {"value", query},
                             {"maxlength", 300},  // room for a pasted address of a code
                             {"autocomplete", "off"},
                             Attribute::flag("required")});
    if (page.context.language_chosen) {
        page.html.leaf(
            "input", {{"type", "hidden"}, {"name", "lang"}, {"value", page.language() == Language::en ? "en" : "zh"}});
    }
    const auto button = page.html.open("button", {{"type", "submit"}});
    page.html.trusted(icons::search()).text(page.say(Text::search_button));
}

}  // namespace qy::presentation
