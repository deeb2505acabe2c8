#include "pages/consumer_page.h"

#include "pages/cold_chain.h"
#include "pages/facts.h"
#include "pages/flow_section.h"
#include "pages/news.h"
#include "pages/page_frame.h"
#include "pages/pictures.h"
#include "pages/report_page.h"
#include "pages/route_map.h"
#include "pages/share_link.h"
#include "pages/test_results.h"
#include "pages/timeline.h"
#include "pages/verdict.h"

namespace qy::presentation {
namespace {

using model::Authenticity;
using model::TraceAnswer;

constexpr std::size_t kLivePartBytes = 4'096;

/// A code that is not ours, or belongs to nothing yet, has no story to tell.
bool has_story(const TraceAnswer& answer) {
    return answer.lot.has_value() || !answer.events.empty() || !answer.nodes.empty();
}

/// On wide screens `side` and the brand's story stand beside the timeline.
void write_story(PageWriter& page, const TraceAnswer& answer) {
    write_stage_links(page, answer);
    write_cut(page, answer.cut);
    write_flow(page, answer);
    write_route(page, answer);
    const auto columns = page.html.open("div", {{"class", "columns"}});
    if (!standing_inspections(answer).empty() || has_cold_chain(answer)) {
        const auto side = page.html.open("div", {{"class", "side"}});
        write_test_results(page, answer);
        write_cold_chain(page, answer);
    }
    write_timeline(page, answer);
    write_pictures(page, answer);
    write_brand_story(page, answer);
}

std::string title_of(const TraceAnswer& answer, const PageContext& context) {
    if (!answer.product) return std::string(page_text(Text::code_result, context.language));
    const bool english = context.language == Language::en && !answer.product->name_en.empty();
    return english ? answer.product->name_en : answer.product->name;
}

std::string description_of(const TraceAnswer& answer, const PageContext& context) {
    if (!answer.product) return {};
    return page_text(Text::page_description, context.language, {title_of(answer, context)});
}

void learn_name(PageWriter& page, std::string_view name, std::string_view name_en) {
    if (!name_en.empty()) page.english_names.emplace(name, name_en);
}

void learn_names(PageWriter& page, const TraceAnswer& answer) {
    if (page.language() != Language::en) return;
    if (answer.product) learn_name(page, answer.product->name, answer.product->name_en);
    if (answer.party) learn_name(page, answer.party->name, answer.party->name_en);
    for (const auto& shown : answer.events) learn_name(page, shown.party.name, shown.party.name_en);
}

void write_main(PageWriter& page, const TraceAnswer& answer) {
    learn_names(page, answer);
    write_news(page);
    {
        const auto head = page.html.open("div", {{"class", "head"}});
        if (answer.authenticity) {
            page.live([&](PageWriter& live) { write_verdict(live, answer); });
            write_pin(page, answer);
        }
        write_facts(page, answer);
        write_allergens(page, answer);
        write_label(page, answer);
        write_report_link(page, answer);
    }
    if (has_story(answer)) write_story(page, answer);
    write_share(page, answer);
}

}  // namespace

std::string consumer_page(const TraceAnswer& answer, const PageContext& context) {
    return consumer_live_page(answer, context).text;
}

LivePage consumer_live_page(const TraceAnswer& answer, const PageContext& context) {
    QY_ASSERT(answer.authenticity.has_value());
    PageFrame frame;
    frame.title = title_of(answer, context);
    frame.description = description_of(answer, context);
    frame.hero = [&](PageWriter& page) { write_product_head(page, answer); };
    frame.main = [&](PageWriter& page) { write_main(page, answer); };
    return framed_live_page(context, frame);
}

std::string live_verdict(const TraceAnswer& answer, const PageContext& context) {
    PageWriter page{.html = Html(kLivePartBytes), .context = context};
    write_verdict(page, answer);
    return std::move(page.html).take();
}

std::string live_beacon(const PageContext& context) {
    PageWriter page{.html = Html(kLivePartBytes), .context = context};
    write_beacon(page);
    return std::move(page.html).take();
}

std::string lot_page(const TraceAnswer& answer, const PageContext& context) {
    QY_ASSERT(answer.lot.has_value());
    PageFrame frame;
    frame.title = title_of(answer, context) + " " + answer.lot->lot_number;
    frame.description = description_of(answer, context);
    frame.indexed = true;
    frame.hero = [&](PageWriter& page) { write_product_head(page, answer); };
    frame.main = [&](PageWriter& page) { write_main(page, answer); };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
