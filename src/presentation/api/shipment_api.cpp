// shipment.*: links by which drivers without an account record one shipment. (clause 6.5.1)
#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "business/contact_desk.h"
#include "handlers.h"
#include "model/event_time.h"
#include "presentation/qr.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kSecretMax = 100;
constexpr std::size_t kKeyMax = 64;
constexpr std::size_t kPhotoMax = limits::media_bytes_max / 3 * 4 + 8;
constexpr std::size_t kTimeMax = 40;
constexpr std::size_t kTemperatureMax = 12;

std::vector<model::ShipmentStep> read_steps(ObjectReader& in) {
    std::vector<model::ShipmentStep> steps;
    const auto* const list = in.array("steps", limits::list_items_max);
    if (list == nullptr) return steps;
    for (const auto& item : *list) {
        const auto step = item.is_string() ? model::parse_shipment_step(item.as_string()) : std::nullopt;
        if (step) {
            steps.push_back(*step);
        } else {
            in.fault(invalid("shipment.step_unknown"), "steps");
        }
    }
    return steps;
}

JsonArray step_names(const model::ShipmentLink& link) {
    JsonArray names;
    for (const auto step : link.steps) names.push_back(boost::json::value(model::to_string(step)));
    return names;
}

std::string_view state_of(const model::ShipmentLink& link, Time now) {
    if (link.end != model::LinkEnd::open) return model::to_string(link.end);
    return link.is_open(now) ? "open" : "expired";
}

/// What the holder may know of the link.
JsonObject view_json(const business::ShipmentView& view) {
    return {{"lot_number", view.lot_number},
            {"product", view.product},
            {"product_en", view.product_en},
            {"party", view.party},
            {"party_en", view.party_en},
            {"vehicle", view.link.vehicle},
            {"steps", step_names(view.link)},
            {"records", view.link.records},
            {"expires_at", model::to_rfc3339(view.link.expires_at)}};
}

JsonObject link_json(const business::ShipmentView& view, Time now) {
    auto object = view_json(view);
    object["id"] = view.link.id.to_string();
    object["lot"] = view.link.lot.to_string();
    object["state"] = state_of(view.link, now);
    object["created_at"] = model::to_rfc3339(view.link.created_at);
    object["ended_at"] = view.link.ended_at ? Json(model::to_rfc3339(*view.link.ended_at)) : Json(nullptr);
    return object;
}

}  // namespace

namespace handlers {

Result<Answer> shipment_link(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::ShipmentOrder order;
    order.lot = in.text("lot", limits::lot_number_code_points_max);
    order.steps = read_steps(in);
    order.vehicle = in.optional_text("vehicle", limits::name_code_points_max).value_or("");
    order.hours = in.optional_integer("hours", 1, limits::shipment_hours_max).value_or(limits::shipment_hours_default);
    QY_CHECK(in.finish());
    QY_TRY(issued, call.use.contact.shipments.issue(order, call.actor));
    const std::string url = call.base_url + "/s/" + issued.secret.expose();
    QY_TRY(qr, qr_svg(url));
    return Answer{JsonObject{{"id", issued.link.id.to_string()},
                             {"secret", issued.secret.expose()},
                             {"url", url},
                             {"qr_svg", qr},
                             {"expires_at", model::to_rfc3339(issued.link.expires_at)}},
                  {},
                  false};
}

Result<Answer> shipment_list_links(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    const auto before = read_optional_id<model::ShipmentLinkId>(in, "cursor");
    QY_CHECK(in.finish());
    QY_TRY(views, call.use.contact.shipments.list(before, limit, call.actor));
    JsonArray items;
    for (const auto& view : views) items.push_back(link_json(view, call.use.services.clock.now()));
    const bool full = static_cast<std::int64_t>(views.size()) == limit;
    const Json next = full ? Json(views.back().link.id.to_string()) : Json(nullptr);
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", next}}, {}, false};
}

Result<Answer> shipment_revoke(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::ShipmentLinkId>(in, "link");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.contact.shipments.revoke(id, call.actor));
    return Answer{JsonObject{{"link", id.to_string()}, {"state", "revoked"}}, {}, false};
}

Result<Answer> shipment_view(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const SecretText secret(in.text("secret", kSecretMax));
    QY_CHECK(in.finish());
    QY_TRY(view, call.use.contact.shipments.view(secret));
    return Answer{view_json(view), {}, false};
}

Result<Answer> shipment_record(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const SecretText secret(in.text("secret", kSecretMax));
    const auto step = model::parse_shipment_step(in.text("step", 20));
    if (!step) in.fault(invalid("shipment.step_unknown"), "step");
    business::ShipmentRecord record;
    record.step = step.value_or(model::ShipmentStep::note);
    record.time = in.optional_text("time", kTimeMax).value_or("");
    record.place = in.optional_text("place", limits::short_text_code_points_max).value_or("");
    record.temperature = in.optional_text("temperature", kTemperatureMax).value_or("");
    record.note = in.optional_text("note", limits::short_text_code_points_max).value_or("");
    record.key = in.optional_text("key", kKeyMax).value_or("");
    const auto photo = in.optional_text("photo_base64", kPhotoMax).value_or("");
    const bool reading = record.step == model::ShipmentStep::temperature;
    if (reading && record.temperature.empty()) in.fault(invalid("shipment.temperature_missing"), "temperature");
    auto bytes = from_base64(photo);
    if (!bytes.ok()) in.fault(bytes.error(), "photo_base64");
    QY_CHECK(in.finish());
    record.photo = *std::move(bytes);
    QY_TRY(receipt, call.use.contact.shipments.record(secret, record, call.actor));
    return Answer{JsonObject{{"status", receipt.exists ? "exists" : "accepted"},
                             {"published", receipt.published},
                             {"ended", receipt.ended},
                             {"photo", receipt.photo}},
                  {},
                  false};
}

}  // namespace handlers
}  // namespace qy::presentation
