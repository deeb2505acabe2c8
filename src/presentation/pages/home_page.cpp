#include <utility>

#include "pages/form_page.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/other_pages.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

void write_example(PageWriter& page, Text name, Text hint, std::string_view example) {
    const auto item = page.html.open("li");
    page.html.element("b", {}, page.say(name)).element("span", {}, page.say(hint));
    if (example.empty()) return;
    const std::string address = page.link("/search?q=" + percent_encoded(example));
    page.html.element("a", {Attribute::url("href", address), page.language_of(example)}, grouped_code(example));
}

void write_way(PageWriter& page, Trusted icon, Text title, Text words) {
    const auto item = page.html.open("li");
    {
        const auto seal = page.html.open("div", {{"class", "seal"}});
        page.html.trusted(icon);
    }
    const auto text = page.html.open("div");
    page.html.element("h3", {}, page.say(title)).element("p", {}, page.say(words));
}

void write_hero(PageWriter& page) {
    const auto hero = page.html.open("div", {{"class", "hero"}});
    page.html.element("h1", {}, page.say(Text::home_title)).element("p", {}, page.say(Text::home_lead));
}

void write_home(PageWriter& page, const HomeExamples& examples) {
    {
        const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "search"}});
        page.html.element("h2", {{"id", "search"}}, page.say(Text::search_title));
        write_search_form(page, {});
        const auto list = page.html.open("ul", {{"class", "examples"}});
        write_example(page, Text::by_code, Text::by_code_hint, examples.code);
        write_example(page, Text::by_lot, Text::by_lot_hint, examples.lot_number);
        write_example(page, Text::by_name, Text::by_name_hint, examples.product_name);
    }
    const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "ways"}});
    page.html.element("h2", {{"id", "ways"}}, page.say(Text::ways_title));
    const auto list = page.html.open("ul", {{"class", "ways"}});
    write_way(page, icons::check(), Text::way_genuine, Text::way_genuine_words);
    write_way(page, icons::stage(model::InfoKind::production), Text::way_origin, Text::way_origin_words);
    write_way(page, icons::stage(model::InfoKind::inspection), Text::way_tests, Text::way_tests_words);
}

/// Where people go who want to take part: the forms of the table that need no link.
void write_doors(PageWriter& page) {
    const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "firms"}});
    page.html.element("h2", {{"id", "firms"}}, page.say(Text::firms_title));
    page.html.element("p", {}, page.say(Text::firms_words));
    const auto list = page.html.open("ul", {{"class", "doors"}});
    constexpr std::pair<std::string_view, Text> kApps[] = {{"/console/", Text::firms_console},
                                                           {"/field/", Text::firms_field}};
    for (const auto& [path, text] : kApps) {
        const auto item = page.html.open("li");
        page.html.element("a", {Attribute::url("href", path)}, page.say(text));
    }
    for (const auto& form : form_pages()) {
        if (form.proof) continue;
        const auto item = page.html.open("li");
        page.html.element("a", {Attribute::url("href", page.link("/" + std::string(form.path)))}, page.say(form.title));
    }
}

}  // namespace

std::string home_page(const HomeExamples& examples, const PageContext& context) {
    PageFrame frame;
    frame.title = page_text(Text::home_title, context.language);
    frame.description = page_text(Text::home_lead, context.language);
    frame.indexed = true;
    frame.hero = write_hero;
    frame.main = [&](PageWriter& page) {
        write_home(page, examples);
        write_doors(page);
    };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
