#include "pages/shipment_page.h"

#include <algorithm>

#include "pages/form_parts.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

using model::ShipmentStep;

constexpr int kTextMax = 500;
constexpr int kTemperatureMax = 12;

Text label_of(ShipmentStep step) {
    switch (step) {
        case ShipmentStep::depart:
            return Text::ship_depart;
        case ShipmentStep::temperature:
            return Text::ship_measure;
        case ShipmentStep::note:
            return Text::ship_remark;
        case ShipmentStep::arrive:
            return Text::ship_arrive;
        case ShipmentStep::receive:
            break;
    }
    return Text::ship_receive;
}

void write_says(PageWriter& page, const ShipmentPage& shipment) {
    if (!shipment.fault.empty()) {
        write_fault(page, shipment.fault);
    } else if (shipment.recorded) {
        const auto said = shipment.photo_kept ? Text::ship_photo_kept : Text::ship_recorded;
        page.html.element("p", {{"class", "says good"}, {"role", "status"}}, page.say(said));
    }
}

void write_form(PageWriter& page, const ShipmentPage& shipment) {
    const auto form = page.html.open("form", {{"class", "ask"},
                                              {"method", "post"},
                                              {"enctype", "multipart/form-data"},
                                              Attribute::url("action", page.link(page.context.path))});
    page.html.leaf("input", {{"type", "hidden"}, {"name", "key"}, {"value", shipment.key}});
    write_text_input(
        page, {.name = "place", .label = page.say(Text::ship_place), .value = shipment.place, .length_max = kTextMax});
    const bool measures = std::ranges::find(shipment.steps, ShipmentStep::temperature) != shipment.steps.end();
    if (measures) {
        write_text_input(page, {.name = "temperature",
                                .label = page.say(Text::ship_temperature),
                                .value = shipment.temperature,
                                .length_max = kTemperatureMax,
                                .inputmode = "decimal"});
    }
    write_text_input(
        page, {.name = "note", .label = page.say(Text::ship_note), .value = shipment.note, .length_max = kTextMax});
    write_photo_input(page, PhotoFrom::camera, page.say(Text::ship_photo_note, {shipment.party}));
    for (const auto step : shipment.steps) {
        const auto box = page.html.open("div");
        page.html.element("button", {{"type", "submit"}, {"name", "step"}, {"value", model::to_string(step)}},
                          page.say(label_of(step)));
    }
}

/// The same with a script, for roads without network: behind "#" the secret stays on the phone.
void write_offline(PageWriter& page) {
    const std::string_view path = page.context.path;
    const auto line = page.html.open("p");
    page.html.element("a", {Attribute::url("href", "/field/#/s/" + std::string(path.substr(path.rfind('/') + 1)))},
                      page.say(Text::ship_field));
}

}  // namespace

std::string shipment_page(const ShipmentPage& shipment, const PageContext& context) {
    PageFrame frame;
    frame.title = page_text(Text::ship_title, context.language);
    frame.hero = [&](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, shipment.product.empty() ? page.say(Text::ship_title) : shipment.product);
        page.html.element("p", {}, page.say(Text::ship_lead, {shipment.party, shipment.lot_number}));
    };
    frame.main = [&](PageWriter& page) {
        const auto section = page.html.open("section", {{"class", "card"}});
        write_says(page, shipment);
        write_form(page, shipment);
        write_offline(page);
        page.html.element("p", {{"class", "soft"}}, page.say(Text::ship_count, {shipment.records}));
        page.html.element("p", {{"class", "soft"}}, page.say(Text::ship_until, {shipment.expires_at}));
    };
    return framed_page(context, frame);
}

std::string shipment_over_page(std::string_view fault, const PageContext& context) {
    PageFrame frame;
    frame.title = page_text(Text::ship_title, context.language);
    frame.hero = [](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(Text::ship_title));
    };
    frame.main = [&](PageWriter& page) {
        const auto section = page.html.open("section", {{"class", "card"}});
        page.html.element("p", {{"role", "status"}}, fault.empty() ? page.say(Text::ship_over) : fault);
    };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
