#include <algorithm>
#include <array>

#include "pages/icons.h"
#include "pages/other_pages.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

/// What happened, what to do, and whether a search box helps.
struct MessageRow {
    PageMessage message;
    std::string_view tone;
    Text title;
    Text advice;
    bool offers_search;
};
constexpr auto kRows = std::to_array<MessageRow>({
    {PageMessage::malformed_code, "warn", Text::malformed, Text::malformed_advice, true},
    {PageMessage::bad_request, "warn", Text::bad_request, Text::bad_request_advice, true},
    {PageMessage::cross_site, "warn", Text::cross_site, Text::cross_site_advice, true},
    {PageMessage::not_found, "note", Text::not_found, Text::not_found_advice, true},
    {PageMessage::method_not_allowed, "note", Text::method_not_allowed, Text::method_not_allowed_advice, true},
    {PageMessage::too_large, "warn", Text::too_large, Text::too_large_advice, false},
    {PageMessage::too_many_requests, "warn", Text::too_many, Text::too_many_advice, false},
    {PageMessage::busy, "note", Text::busy, Text::busy_advice, false},
    {PageMessage::internal, "bad", Text::internal, Text::internal_advice, false},
});

void write_message(PageWriter& page, const MessageRow& row, std::string_view entered) {
    const auto section =
        page.html.open("section", {{"class", "card verdict " + std::string(row.tone)}, {"aria-labelledby", "verdict"}});
    {
        const auto seal = page.html.open("div", {{"class", "seal"}});
        page.html.trusted(row.tone == "note" ? icons::question() : icons::alert());
    }
    {
        const auto words = page.html.open("div", {{"class", "words"}});
        page.html.element("h2", {{"id", "verdict"}}, page.say(row.title));
        page.html.element("p", {}, page.say(row.advice));
        if (row.message == PageMessage::internal && !page.context.request_id.empty()) {
            page.html.element("p", {{"class", "soft"}}, page.say(Text::request_number, {page.context.request_id}));
        }
    }
    if (row.offers_search) write_search_form(page, entered);
}

}  // namespace

std::string message_page(PageMessage message, std::string_view entered, const PageContext& context) {
    const auto* row = std::ranges::find(kRows, message, &MessageRow::message);
    QY_ASSERT(row != kRows.end());
    PageFrame frame;
    frame.title = page_text(row->title, context.language);
    frame.hero = [](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(Text::code_result));
    };
    frame.main = [&](PageWriter& page) { write_message(page, *row, entered); };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
