#include "pages/facts.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/label_log_page.h"
#include "pages/nutrition_table.h"

namespace qy::presentation {
namespace {

using model::Field;
using model::TraceAnswer;

constexpr std::size_t kOriginsShown = 3;
constexpr std::size_t kNarrowFact = 34;  // columns of text; longer values take two places

/// What the lot's own records say in a field; empty when they do not.
std::string_view own_content(const TraceAnswer& answer, Field field) {
    const auto own = own_lots(answer);
    for (const auto& shown : answer.events) {
        if (!own.contains(shown.event.lot)) continue;
        if (const auto* value = shown.event.contents.find(field)) return *value;
    }
    return {};
}

/// Where it comes from: the lot's own place, else the place of its earliest event.
std::string_view origin_of(const TraceAnswer& answer) {
    if (answer.lot && !answer.lot->place.empty()) return answer.lot->place;
    if (const auto address = own_content(answer, Field::production_address); !address.empty()) return address;
    for (const auto& shown : answer.events) {
        if (!shown.event.place.empty()) return shown.event.place;
    }
    return {};
}

/// Where the things it was made from were grown or made.
std::string ingredient_origins(const PageWriter& page, const TraceAnswer& answer) {
    const auto own = own_lots(answer);
    std::vector<std::string_view> places;
    for (const auto& shown : answer.events) {
        const auto& event = shown.event;
        const bool origin = event.step == model::Step::commissioning && shown.distance < 0 && !own.contains(event.lot);
        if (!origin || event.place.empty() || places.size() == kOriginsShown) continue;
        if (std::ranges::find(places, event.place) == places.end()) places.push_back(event.place);
    }
    std::string shown;
    for (const auto place : places) {
        if (!shown.empty()) shown += page.say(Text::list_comma);
        shown += place;
    }
    return shown;
}

/// Columns that a text takes: two for a Chinese character.
std::size_t columns_of(std::string_view text) {
    const std::size_t characters = length_of(text);
    return characters + (text.size() - characters) / 2;  // a Chinese character has three bytes
}

void write_fact(PageWriter& page, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    const bool wide = columns_of(value) > kNarrowFact;
    const auto pair = page.html.open("div", {wide ? Attribute("class", "wide") : Attribute()});
    page.data("dt", {}, label);
    page.data("dd", {}, value);
}

void write_field_fact(PageWriter& page, const TraceAnswer& answer, Field field) {
    const auto canonical = own_content(answer, field);
    if (canonical.empty()) return;
    const auto& row = model::row_of(field);
    write_fact(page, field_label(row, page), shown_value(row, canonical, page));
}

std::string allergen_names(const PageWriter& page, const TraceAnswer& answer) {
    std::vector<std::string> names;
    for (const auto& one : answer.allergens) names.emplace_back(page.name_of(one.zh, one.en));
    return join(names, page.say(Text::list_comma));
}

void write_attributes(PageWriter& page, const TraceAnswer& answer) {
    if (!answer.product) return;
    for (const auto& one : answer.product->attributes) {
        write_fact(page, page.name_of(one.zh, one.en), shown_attribute(one, page));
    }
}

std::string_view producer_of(const PageWriter& page, const TraceAnswer& answer) {
    return answer.party ? page.name_of(answer.party->name, answer.party->name_en) : std::string_view();
}

void write_chip(PageWriter& page, std::string_view css_class, std::string_view contents) {
    if (!contents.empty()) page.data("span", css_class, contents);
}

std::string region_of(const PageWriter& page, const TraceAnswer& answer) {
    if (!answer.party || answer.party->region.empty()) return {};
    std::string name = page.label("region", answer.party->region);
    // A code without a name tells people nothing.
    return name == answer.party->region ? std::string() : name;
}

}  // namespace

std::unordered_set<model::LotId> own_lots(const TraceAnswer& answer) {
    std::unordered_set<model::LotId> own;
    for (const auto& node : answer.nodes) {
        if (node.asked) own.insert(node.id);
    }
    if (answer.lot) own.insert(answer.lot->id);
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& link : answer.links) {
            if (link.kind == model::LinkKind::split && own.contains(link.to)) grown |= own.insert(link.from).second;
        }
    }
    return own;
}

void write_product_head(PageWriter& page, const TraceAnswer& answer) {
    const auto hero = page.html.open("div", {{"class", "hero"}});
    if (answer.brand) {
        write_chip(page, "brand", page.name_of(answer.brand->name, answer.brand->name_en));
    }
    if (!answer.product) {
        page.html.element("h1", {}, page.say(Text::code_result));
        return;
    }
    page.data("h1", {}, page.name_of(answer.product->name, answer.product->name_en));
    const auto line = page.html.open("p", {{"class", "tags"}});
    write_chip(page, {}, answer.product->specification);
    write_chip(page, {}, page.name_of(answer.category_name, answer.category_name_en));
    write_chip(page, {}, region_of(page, answer));
}

void write_facts(PageWriter& page, const TraceAnswer& answer) {
    if (!answer.lot) return;
    const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "facts"}});
    page.html.element("h2", {{"id", "facts"}}, page.say(Text::facts));
    const bool service = answer.product && answer.product->kind == model::ProductKind::service;
    const auto list = page.html.open("dl", {{"class", "facts"}});
    write_fact(page, page.say(service ? Text::service_place : Text::origin), origin_of(answer));
    write_fact(page, page.say(Text::ingredient_origin), ingredient_origins(page, answer));
    if (!answer.lot->produced_on.empty()) {
        write_fact(page, page.say(service ? Text::service_day : Text::produced_on),
                   shown_day(answer.lot->produced_on, page.language()));
    }
    write_fact(page, page.say(service ? Text::provider : Text::producer), producer_of(page, answer));
    write_fact(page, page.say(Text::lot_number), answer.lot->lot_number);
    write_field_fact(page, answer, Field::variety);
    write_attributes(page, answer);
    if (answer.product) write_fact(page, page.say(Text::gtin), answer.product->gtin);
}

void write_label(PageWriter& page, const TraceAnswer& answer) {
    constexpr Field kOnLabel[] = {Field::ingredients, Field::shelf_life_days, Field::storage_conditions,
                                  Field::executed_standard, Field::production_address};
    const bool says_nothing =
        std::ranges::all_of(kOnLabel, [&](Field field) { return own_content(answer, field).empty(); });
    const bool has_nutrition = answer.product && !answer.product->nutrition.empty();
    if (says_nothing && answer.licences.empty() && !has_nutrition) return;
    const auto section = page.html.open("section", {{"class", "card"}, {"aria-labelledby", "label"}});
    page.html.element("h2", {{"id", "label"}}, page.say(Text::label_title));
    {
        const auto list = page.html.open("dl", {{"class", "facts"}});
        if (answer.product) write_fact(page, page.say(Text::label_net), answer.product->specification);
        for (const Field field : kOnLabel) write_field_fact(page, answer, field);
        for (const auto& licence : answer.licences)
            write_fact(page, page.name_of(licence.kind, licence.kind_en), licence.number);
        write_fact(page, page.say(Text::allergens), allergen_names(page, answer));
    }
    if (has_nutrition) write_nutrition(page, answer.product->nutrition);
    write_label_log_link(page, answer);
}

void write_allergens(PageWriter& page, const TraceAnswer& answer) {
    if (answer.allergens.empty()) return;
    const auto section = page.html.open("section", {{"class", "card allergens"}, {"aria-labelledby", "allergens"}});
    {
        const auto title = page.html.open("h2", {{"id", "allergens"}});
        page.html.trusted(icons::alert()).text(page.say(Text::allergens));
    }
    {
        const auto list = page.html.open("ul", {{"class", "chips"}});
        for (const auto& allergen : answer.allergens) {
            page.data("li", {}, page.name_of(allergen.zh, allergen.en));
        }
    }
    page.html.element("p", {{"class", "soft"}}, page.say(Text::allergens_note));
}

void write_brand_story(PageWriter& page, const TraceAnswer& answer) {
    if (!answer.brand) return;
    const auto story = page.name_of(answer.brand->story, answer.brand->story_en);
    if (trim(story).empty()) return;
    const auto section = page.html.open("section", {{"class", "card story"}, {"aria-labelledby", "story"}});
    page.data("p", "eyebrow", page.name_of(answer.brand->name, answer.brand->name_en));
    page.html.element("h2", {{"id", "story"}}, page.say(Text::brand_story));
    for (const auto paragraph : split(story, '\n')) {
        if (!trim(paragraph).empty()) page.data("p", {}, trim(paragraph));
    }
}

void write_cut(PageWriter& page, const model::TraceCut& cut) {
    if (!cut.cut) return;
    const auto section = page.html.open("p", {{"class", "says note"}, {"role", "note"}});
    page.html.trusted(icons::alert());
    const auto words = page.html.open("span");
    page.html.text(page.say(Text::cut));
    if (cut.by_depth) page.html.text(page.say(Text::cut_by_depth));
    if (cut.by_nodes) page.html.text(page.say(Text::cut_by_nodes));
    if (cut.by_events) page.html.text(page.say(Text::cut_by_events));
}

}  // namespace qy::presentation
