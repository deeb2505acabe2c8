#include "pages/share_link.h"

#include "pages/format.h"
#include "pages/icons.h"
#include "pages/other_pages.h"
#include "pages/page_style.h"

namespace qy::presentation {
namespace {

using model::Authenticity;

/// By the code where there is one, so that the picture tells of the first scan.
std::string picture_address(const model::TraceAnswer& answer) {
    return answer.code.empty() ? "/share/lot/" + answer.lot->id.to_string() + ".png" : "/share/" + answer.code + ".png";
}

std::string scanned_words(const PageWriter& page, const model::TraceAnswer& answer) {
    if (!answer.authenticity) return {};
    const auto& first = answer.authenticity->first_scanned_at;
    if (!first) return std::string(page.say(Text::share_not_scanned));
    const auto day = model::to_rfc3339(*first).substr(0, 10);  // the hour would tell of somebody's day
    return page.say(Text::share_first, {shown_day(day, page.language())});
}

}  // namespace

bool is_shared(const model::TraceAnswer& answer) {
    if (!answer.lot || !answer.product) return false;
    return !answer.authenticity || answer.authenticity->state == Authenticity::genuine;
}

void write_share(PageWriter& page, const model::TraceAnswer& answer) {
    if (!is_shared(answer)) return;
    const auto line =
        page.html.open("p", {{"class", "says"}, {"id", "share"}, {"data-page", lot_address(answer.lot->id)}});
    page.html.trusted(icons::chain());
    const auto words = page.html.open("span");
    page.html.text(page.say(Text::share_title)).text(" ");
    page.html.element("a", {Attribute::url("href", page.link(picture_address(answer))), Attribute::flag("download")},
                      page.say(Text::share_picture));
    page.html.element("button", {{"type", "button"}, Attribute::flag("hidden")}, page.say(Text::share_send));
    page.html.script(page_style().share_script);
}

ShareWords share_words(const model::TraceAnswer& answer, const PageContext& context, const std::string& base_url) {
    QY_ASSERT(is_shared(answer));
    const PageWriter page{.html = Html(0), .context = context};
    const auto& product = *answer.product;
    ShareWords words;
    words.platform = page.say(Text::platform);
    if (answer.brand) words.brand = page.name_of(answer.brand->name, answer.brand->name_en);
    words.product = page.name_of(product.name, product.name_en);
    words.specification = product.specification;
    words.lot = page.say(Text::share_lot, {answer.lot->lot_number});
    words.verdict = page.say(answer.authenticity ? Text::share_genuine : Text::share_on_record);
    words.scanned = scanned_words(page, answer);
    words.call = page.say(Text::share_call);
    words.not_a_label = page.say(Text::share_not_a_label);
    words.link = base_url + lot_address(answer.lot->id);
    return words;
}

}  // namespace qy::presentation
