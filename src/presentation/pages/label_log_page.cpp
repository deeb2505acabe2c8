#include "pages/label_log_page.h"

#include "base/text.h"
#include "pages/format.h"
#include "pages/other_pages.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

using business::LabelPart;

Text label_of(LabelPart part) {
    switch (part) {
        case LabelPart::name:
            return Text::log_name;
        case LabelPart::name_en:
            return Text::log_name_en;
        case LabelPart::specification:
            return Text::label_net;
        case LabelPart::gtin:
            return Text::gtin;
        case LabelPart::nutrition:
            return Text::nutrition;
        case LabelPart::allergens:
            break;
    }
    return Text::allergens;
}

std::string shown(const PageWriter& page, LabelPart part, const std::string& value) {
    if (value.empty()) return std::string(page.say(Text::log_nothing));
    if (part == LabelPart::nutrition) return shown_value(model::row_of(model::Field::nutrition), value, page);
    if (part != LabelPart::allergens) return value;
    std::vector<std::string> names;
    for (const auto code : split(value, ',')) names.push_back(page.label("allergen", code));
    return join(names, page.say(Text::list_comma));
}

void write_step(PageWriter& page, const business::LabelRevision& step) {
    const auto item = page.html.open("li", {{"class", "card"}});
    page.html.element("h2", {}, shown_instant(step.at, page.language()));
    const auto list = page.html.open("dl", {{"class", "facts"}});
    for (const auto& change : step.changes) {
        const auto pair = page.html.open("div", {{"class", "wide"}});
        page.html.element("dt", {}, page.say(label_of(change.part)));
        page.data("dd", {},
                  page.say(Text::log_change,
                           {shown(page, change.part, change.before), shown(page, change.part, change.after)}));
    }
}

}  // namespace

void write_label_log_link(PageWriter& page, const model::TraceAnswer& answer) {
    if (!answer.lot || !answer.product || answer.product->version < 2) return;
    const auto line = page.html.open("p", {{"class", "soft"}});
    page.html.element("a", {Attribute::url("href", page.link(lot_address(answer.lot->id) + "/log"))},
                      page.say(Text::log_title));
}

std::string label_log_page(const model::TraceAnswer& answer, const std::vector<business::LabelRevision>& steps,
                           const PageContext& context) {
    QY_ASSERT(answer.lot && answer.product);
    PageFrame frame;
    frame.title = page_text(Text::log_title, context.language);
    frame.hero = [&](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(Text::log_title));
        page.data("p", {}, page.name_of(answer.product->name, answer.product->name_en));
    };
    frame.main = [&](PageWriter& page) {
        if (steps.empty()) page.html.element("p", {{"class", "card"}}, page.say(Text::log_empty));
        {
            const auto list = page.html.open("ol", {{"class", "side"}});
            for (const auto& step : steps) write_step(page, step);
        }
        const auto line = page.html.open("p");
        page.html.element("a", {Attribute::url("href", page.link(lot_address(answer.lot->id)))},
                          page.say(Text::log_back));
    };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
