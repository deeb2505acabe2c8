#include "pages/format.h"
#include "pages/icons.h"
#include "pages/other_pages.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

void write_hero(PageWriter& page, Text title) {
    const auto hero = page.html.open("div", {{"class", "hero"}});
    page.html.element("h1", {}, page.say(title));
}

void write_lot(PageWriter& page, const FoundLot& lot) {
    const auto item = page.html.open("li");
    const auto link = page.html.open("a", {Attribute::url("href", page.link(lot_address(lot.id)))});
    page.data("b", {}, page.say(Text::lot_called, {lot.lot_number}));
    if (!lot.produced_on.empty()) {
        page.html.element("span", {}, shown_day(lot.produced_on, page.language()));
    }
}

/// "福山… · 250 克/袋 · …", leaving out what is not known.
std::string line_of(std::initializer_list<std::string_view> parts) {
    std::string line;
    for (const auto part : parts) {
        if (part.empty()) continue;
        if (!line.empty()) line += " · ";
        line += part;
    }
    return line;
}

void write_product(PageWriter& page, const FoundProduct& product) {
    const auto article = page.html.open("article", {{"class", "card found"}});
    const auto brand = page.name_of(product.brand_name, product.brand_name_en);
    if (!brand.empty()) page.data("p", "eyebrow", brand);
    page.data("h2", {}, page.name_of(product.name, product.name_en));
    page.data("p", "soft", line_of({product.specification, page.name_of(product.party_name, product.party_name_en)}));
    if (product.lots.empty()) {
        page.html.element("p", {{"class", "soft"}}, page.say(Text::no_lots));
        return;
    }
    const auto list = page.html.open("ul", {{"class", "choices"}});
    for (const FoundLot& lot : product.lots) write_lot(page, lot);
}

void write_nothing(PageWriter& page, Text title, Text advice) {
    const auto section = page.html.open("section", {{"class", "card verdict note"}, {"aria-labelledby", "nothing"}});
    {
        const auto seal = page.html.open("div", {{"class", "seal"}});
        page.html.trusted(icons::search());
    }
    const auto words = page.html.open("div", {{"class", "words"}});
    page.html.element("h2", {{"id", "nothing"}}, page.say(title)).element("p", {}, page.say(advice));
}

void write_results(PageWriter& page, const SearchAnswer& answer) {
    {
        const auto section = page.html.open("div", {{"class", "card"}});
        write_search_form(page, answer.query);
    }
    if (answer.too_short) return write_nothing(page, Text::query_too_short, Text::query_too_short_advice);
    if (answer.products.empty()) return write_nothing(page, Text::nothing_found, Text::nothing_found_advice);
    page.html.element("p", {{"class", "soft"}, {"role", "status"}},
                      page.count(Text::product_found_one, Text::products_found, answer.products.size()));
    for (const FoundProduct& product : answer.products) write_product(page, product);
    if (answer.more) page.html.element("p", {{"class", "soft"}}, page.say(Text::more_products));
}

void write_candidate(PageWriter& page, const model::TraceNode& candidate) {
    const auto item = page.html.open("li");
    const auto link = page.html.open("a", {Attribute::url("href", page.link(lot_address(candidate.id)))});
    page.data("b", {}, candidate.product_name);
    page.data("span", {}, line_of({candidate.party_name, page.say(Text::lot_called, {candidate.lot_number})}));
}

void write_candidates(PageWriter& page, const std::vector<model::TraceNode>& candidates) {
    const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "candidates"}});
    page.html.element("h2", {{"id", "candidates"}},
                      page.count(Text::candidate_one, Text::candidates, candidates.size()));
    page.html.element("p", {{"class", "soft"}}, page.say(Text::candidates_advice));
    const auto list = page.html.open("ul", {{"class", "choices"}});
    for (const auto& candidate : candidates) write_candidate(page, candidate);
}

}  // namespace

std::string lot_address(model::LotId lot) {
    return "/lot/" + lot.to_string();
}

std::string search_page(const SearchAnswer& answer, const PageContext& context) {
    PageFrame frame;
    frame.title = page_text(Text::search_title, context.language);
    frame.hero = [](PageWriter& page) { write_hero(page, Text::search_title); };
    frame.main = [&](PageWriter& page) { write_results(page, answer); };
    return framed_page(context, frame);
}

std::string candidates_page(const model::TraceAnswer& answer, std::string_view lot_number, const PageContext& context) {
    PageFrame frame;
    frame.title = page_text(Text::lot_called, context.language, {lot_number});
    frame.hero = [&](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(Text::lot_called, {lot_number}));
    };
    frame.main = [&](PageWriter& page) { write_candidates(page, answer.candidates); };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
