#include "trace_json.h"

#include "model/attribute.h"
#include "model/event_time.h"
#include "model/nutrition.h"
#include "model/region.h"
#include "pages/route_map.h"

namespace qy::presentation {
namespace {

using model::InfoKind;

Json time_or_null(const std::optional<Time>& time) {
    return time ? Json(model::to_rfc3339(*time)) : Json(nullptr);
}

template <class Tag>
Json id_or_null(Id<Tag> id) {
    return id ? Json(id.to_string()) : Json(nullptr);
}

JsonObject party_json(const model::ShownParty& party) {
    return {{"id", id_or_null(party.id)},
            {"name", party.name},
            {"name_en", party.name_en},
            {"region", party.region},
            {"kind", model::to_string(party.kind)}};
}

/// The table of its label; null: none was told.
Json nutrition_json(const model::Product& product) {
    const auto table = model::Nutrition::parse(product.nutrition);
    if (!table.ok()) return nullptr;
    JsonArray lines;
    for (const auto& line : table->lines()) {
        lines.push_back(JsonObject{{"nutrient", line.row->name},
                                   {"name", line.row->zh},
                                   {"name_en", line.row->en},
                                   {"amount", line.amount},
                                   {"unit", line.row->unit},
                                   {"nrv_percent", line.percent ? Json(*line.percent) : Json(nullptr)}});
    }
    return JsonObject{{"per", table->base_told(Language::zh)},
                      {"per_en", table->base_told(Language::en)},
                      {"lines", std::move(lines)}};
}

JsonObject product_json(const model::TraceAnswer& answer) {
    const auto& product = *answer.product;
    JsonArray attributes;
    for (const auto& one : product.attributes) attributes.push_back(model::to_json(one));
    return {{"id", product.id.to_string()},
            {"name", product.name},
            {"name_en", product.name_en},
            {"specification", product.specification},
            {"gtin", product.gtin},
            {"kind", product.kind == model::ProductKind::service ? "service" : "goods"},
            {"category", answer.category_name},
            {"category_en", answer.category_name_en},
            {"nutrition", nutrition_json(product)},
            {"attributes", std::move(attributes)},
            {"version", product.version}};
}

JsonObject lot_json(const model::Lot& lot) {
    return {{"id", lot.id.to_string()},
            {"lot_number", lot.lot_number},
            {"kind", lot.kind == model::LotKind::consignment ? "consignment" : "produced"},
            {"quantity", lot.quantity ? Json(lot.quantity->to_string()) : Json(nullptr)},
            {"produced_on", lot.produced_on},
            {"place", lot.place},
            {"place_en", model::place_in_english(lot.place)}};
}

JsonObject event_json(const model::ShownEvent& shown) {
    const auto& event = shown.event;
    JsonObject contents;
    for (const auto& [field, value] : event.contents.items()) {
        if (!model::holds_attributes(field)) contents[model::row_of(field).name] = value;
    }
    JsonArray attributes;
    for (const auto& value : model::attributes_in(event.contents)) attributes.push_back(model::to_json(value));
    JsonArray inputs;
    for (const auto& input : event.inputs) {
        inputs.push_back(JsonObject{{"lot_id", input.lot.to_string()},
                                    {"quantity", input.quantity ? Json(input.quantity->to_string()) : Json(nullptr)}});
    }
    JsonArray readings;
    for (const auto& reading : shown.readings) {
        readings.push_back(JsonObject{{"at", reading.at.to_string()}, {"value", reading.value.to_string()}});
    }
    return {{"id", event.id.to_string()},
            {"step", model::to_string(event.step)},
            {"kind", model::to_string(model::kind_of(event.step))},
            {"disposition", model::to_string(event.disposition)},
            {"event_time", event.event_time.to_string()},
            {"record_time", model::to_rfc3339(event.record_time)},
            {"party", party_json(shown.party)},
            {"recorder", party_json(shown.recorder)},
            {"counterparty", shown.counterparty ? Json(party_json(*shown.counterparty)) : Json(nullptr)},
            {"place", event.place},
            {"place_en", model::place_in_english(event.place)},
            {"lot_id", event.lot.to_string()},
            {"lot_number", shown.lot_number},
            {"distance", shown.distance},
            {"quantity", event.quantity ? Json(event.quantity->to_string()) : Json(nullptr)},
            {"inputs", inputs},
            {"readings", readings},
            {"contents", contents},
            {"attributes", std::move(attributes)}};
}

JsonObject node_json(const model::TraceNode& node) {
    return {{"id", node.id.to_string()},    {"lot_number", node.lot_number},
            {"product", node.product_name}, {"product_en", node.product_name_en},
            {"party", node.party_name},     {"party_en", node.party_name_en},
            {"distance", node.distance},    {"asked", node.asked}};
}

JsonObject link_json(const model::LotLink& link) {
    return {{"from", link.from.to_string()},
            {"to", link.to.to_string()},
            {"event_id", link.event.to_string()},
            {"kind", model::to_string(link.kind)},
            {"time", link.time.to_string()},
            {"until", link.until ? Json(link.until->to_string()) : Json(nullptr)},
            {"quantity", link.quantity ? Json(link.quantity->to_string()) : Json(nullptr)}};
}

JsonArray events_of(const model::TraceAnswer& answer, std::optional<InfoKind> kind) {
    JsonArray list;
    for (const auto& event : answer.events) {
        if (!kind || model::kind_of(event.event.step) == *kind) list.push_back(event_json(event));
    }
    return list;
}

template <class Items, class Make>
JsonArray list_of(const Items& items, Make make) {
    JsonArray list;
    for (const auto& item : items) list.push_back(make(item));
    return list;
}

/// Stops in the order in which something happened there first; x and y upon the map's picture.
JsonObject route_json(const model::TraceAnswer& answer, const RegionMap& map) {
    const auto route = route_of(answer);
    JsonArray stops;
    for (const auto& stop : route.stops) {
        const auto* const place = place_of(map, stop);
        const auto* const city = stop.city;
        stops.push_back(JsonObject{{"place", stop.place},
                                   {"code", city == nullptr ? Json(nullptr) : Json(city->code)},
                                   {"name", city == nullptr ? stop.place : city->short_zh},
                                   {"name_en", city == nullptr ? stop.place : city->en},
                                   {"x", place == nullptr ? Json(nullptr) : Json(place->x)},
                                   {"y", place == nullptr ? Json(nullptr) : Json(place->y)}});
    }
    JsonArray legs;
    for (const auto& [from, to] : route.legs) legs.push_back(JsonObject{{"from", from}, {"to", to}});
    return {{"stops", std::move(stops)},
            {"legs", std::move(legs)},
            {"picture", kMapPath},
            {"picture_height", map_picture_height(map)},
            {"approval", map.approval}};
}

JsonObject range_json(const model::ShownRange& range) {
    return {{"first_code", range.first_code},       {"last_code", range.last_code},
            {"count", std::to_string(range.count)}, {"lot_number", range.lot_number},
            {"consignee", range.consignee.name},    {"consignee_en", range.consignee.name_en}};
}

JsonObject licence_json(const model::ShownLicence& licence) {
    return {{"kind", licence.kind},
            {"kind_en", licence.kind_en},
            {"number", licence.number},
            {"valid_from", licence.valid_from},
            {"valid_to", licence.valid_to}};
}

JsonObject cut_json(const model::TraceCut& cut) {
    return {{"cut", cut.cut}, {"by_depth", cut.by_depth}, {"by_nodes", cut.by_nodes}, {"by_events", cut.by_events}};
}

JsonObject picture_json(const model::ShownPicture& picture) {
    const auto url = "/media/" + picture.id.to_string();
    return {{"id", picture.id.to_string()},    {"url", url},
            {"small_url", url + "/small"},     {"width", picture.width},
            {"height", picture.height},        {"caption", picture.caption},
            {"caption_en", picture.caption_en}};
}

}  // namespace

JsonObject authenticity_json(const model::AuthenticityAnswer& answer) {
    return {{"state", model::to_string(answer.state)},
            {"reason", answer.reason},
            {"scan_count", answer.scan_count},
            {"first_scanned_at", time_or_null(answer.first_scanned_at)},
            {"first_scanned_region", answer.first_scanned_region},
            {"first_verified_at", time_or_null(answer.first_verified_at)},
            {"has_pin", answer.has_pin}};
}

TraceJson trace_json_parts(const model::TraceAnswer& answer, const RegionMap& map, Language language) {
    TraceJson json;
    json.head["view"] = model::to_string(answer.view);
    json.head["code"] = answer.code.empty() ? Json(nullptr) : Json(answer.code);
    auto& tail = json.tail;
    tail["product"] = answer.product ? Json(product_json(answer)) : Json(nullptr);
    tail["party"] = answer.party ? Json(party_json(*answer.party)) : Json(nullptr);
    tail["brand"] = answer.brand ? Json(JsonObject{{"id", answer.brand->id.to_string()},
                                                   {"name", answer.brand->name},
                                                   {"name_en", answer.brand->name_en}})
                                 : Json(nullptr);
    tail["lot"] = answer.lot ? Json(lot_json(*answer.lot)) : Json(nullptr);
    if (answer.remaining) tail["lot"].as_object()["remaining"] = answer.remaining->to_string();
    if (!answer.missing_steps.empty()) {
        tail["lot"].as_object()["missing_steps"] =
            list_of(answer.missing_steps, [](model::Step step) { return Json(model::to_string(step)); });
    }
    tail["events"] = events_of(answer, std::nullopt);
    tail["graph"] =
        JsonObject{{"nodes", list_of(answer.nodes, node_json)}, {"links", list_of(answer.links, link_json)}};
    tail["inspections"] = events_of(answer, InfoKind::inspection);
    tail["services"] = events_of(answer, InfoKind::service);
    tail["allergens"] = list_of(answer.allergens, [&](const model::Allergen& allergen) {
        return JsonObject{{"code", allergen.code}, {"name", language == Language::en ? allergen.en : allergen.zh}};
    });
    tail["pictures"] = list_of(answer.pictures, picture_json);
    tail["licences"] = list_of(answer.licences, licence_json);
    tail["route"] = route_json(answer, map);
    tail["ranges"] = list_of(answer.ranges, range_json);
    tail["candidates"] = list_of(answer.candidates, node_json);
    tail["cut"] = cut_json(answer.cut);
    tail["proof"] = nullptr;
    return json;
}

JsonObject trace_json(const model::TraceAnswer& answer, const RegionMap& map, Language language) {
    auto parts = trace_json_parts(answer, map, language);
    JsonObject json = std::move(parts.head);
    json["authenticity"] = answer.authenticity ? Json(authenticity_json(*answer.authenticity)) : Json(nullptr);
    for (auto& [name, value] : parts.tail) json[name] = std::move(value);
    return json;
}

}  // namespace qy::presentation
