// label_order.*: labels that somebody else prints, from the request to the leftover. (decision 35)
#include "base/limits.h"
#include "business/label_orders.h"
#include "handlers.h"
#include "label_call.h"
#include "labels/label_content.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kCodeText = 300;
constexpr std::size_t kWord = 40;
constexpr std::int64_t kVersionMax = 1'000'000;

template <class AnyId>
Json id_or_null(AnyId id) {
    return id ? Json(id.to_string()) : Json(nullptr);
}

JsonObject order_json(const model::LabelOrder& order) {
    return {{"id", order.id.to_string()},
            {"state", model::to_string(order.state)},
            {"version", order.version},
            {"count", order.quantity},
            {"pin", order.pin},
            {"note", order.note},
            {"party_id", order.party.to_string()},
            {"brand_id", id_or_null(order.brand)},
            {"product_id", id_or_null(order.product)},
            {"lot_id", id_or_null(order.lot)},
            {"printer_id", id_or_null(order.printer)},
            {"spoiled", order.spoiled},
            {"damaged", order.damaged},
            {"missing", order.missing},
            {"replaced", order.replaced},
            {"created_at", model::to_rfc3339(order.created_at)},
            {"changed_at", model::to_rfc3339(order.changed_at)}};
}

JsonObject named_json(const business::LabelOrderStory& story) {
    auto json = order_json(story.order);
    json["party"] = story.party.name;
    json["party_en"] = story.party.name_en;
    json["brand"] = story.brand.name;
    json["brand_en"] = story.brand.name_en;
    json["product"] = story.product.name;
    json["product_en"] = story.product.name_en;
    json["lot_number"] = story.lot_number;
    json["printer"] = story.printer.name;
    json["printer_en"] = story.printer.name_en;
    return json;
}

JsonObject tally_json(const model::LabelTally& tally) {
    return {{"ordered", tally.ordered}, {"spoiled", tally.spoiled},     {"damaged", tally.damaged},
            {"missing", tally.missing}, {"under_way", tally.under_way}, {"delivered", tally.delivered},
            {"bound", tally.bound},     {"unused", tally.unused},       {"left", tally.left}};
}

JsonObject story_json(const business::LabelOrderStory& story) {
    auto json = named_json(story);
    json["first_code"] = story.first_code ? Json(story.first_code->text()) : Json(nullptr);
    json["last_code"] = story.last_code ? Json(story.last_code->text()) : Json(nullptr);
    json["tally"] = tally_json(story.tally);
    JsonArray steps;
    for (const auto& step : story.steps) {
        steps.push_back(JsonObject{{"verb", model::to_string(step.verb)},
                                   {"state", model::to_string(step.state)},
                                   {"actor", step.actor},
                                   {"comment", step.comment},
                                   {"at", model::to_rfc3339(step.at)}});
    }
    json["steps"] = std::move(steps);
    return json;
}

/// `order`, `version`, and `comment`, or `reason` where one is asked for.
business::OrderStep read_step(ObjectReader& in, std::string_view said = "comment") {
    business::OrderStep step;
    step.order = handlers::read_id<model::LabelOrderId>(in, "order");
    step.version = in.integer("version", 1, kVersionMax);
    step.comment = in.optional_text(said, limits::short_text_code_points_max).value_or("");
    return step;
}

std::optional<model::TraceCode> read_span_code(ObjectReader& in, std::string_view name) {
    auto code = model::TraceCode::parse(in.text(name, kCodeText));
    if (code.ok()) return *code;
    in.fault(std::move(code).error(), name);
    return std::nullopt;
}

/// Pieces of labels: [{"first", "last"}]; none when the member is missing.
std::vector<business::CodeSpan> read_spans(ObjectReader& in, const std::string& name) {
    std::vector<business::CodeSpan> spans;
    const auto* const items = in.optional_array(name, limits::label_spans_max);
    if (items == nullptr) return spans;
    std::size_t at = 0;
    for (const auto& item : *items) {
        ObjectReader span(item, name + "[" + std::to_string(at++) + "]");
        const auto first = read_span_code(span, "first");
        const auto last = read_span_code(span, "last");
        in.absorb(span.finish());
        if (first && last) spans.push_back({*first, *last});
    }
    return spans;
}

using PlainStep = Result<model::LabelOrder> (*)(const business::Services&, const model::Actor&,
                                                const business::OrderStep&);
Result<Answer> plain_step(const Json& body, Call& call, PlainStep work, std::string_view said = "comment") {
    ObjectReader in(body, "");
    const auto step = read_step(in, said);
    QY_CHECK(in.finish());
    QY_TRY(order, work(call.use.services, call.actor, step));
    return Answer{order_json(order), {}, false};
}

Answer handed_answer(const business::HandedOrder& handed) {
    auto json = order_json(handed.order);
    json["password"] = handed.password.expose();
    return Answer{std::move(json), {}, false};
}

/// The same file, sealed piece by piece.
Download sealed(Download plain, std::shared_ptr<business::SealedOut> seal) {
    return {"application/octet-stream", plain.file_name + ".qyf",
            [next = std::move(plain.next), seal = std::move(seal)](std::string& chunk) -> Result<bool> {
                std::string clear;
                QY_TRY(more, next(clear));
                chunk.clear();
                seal->add(clear, chunk);
                if (!more) seal->finish(chunk);
                return more;
            }};
}

Answer orders_answer(const std::vector<business::LabelOrderStory>& stories, std::int64_t limit) {
    JsonArray items;
    for (const auto& story : stories) items.push_back(named_json(story));
    const bool full = static_cast<std::int64_t>(stories.size()) == limit;
    return handlers::list_answer(std::move(items), full ? Json(stories.back().order.id.to_string()) : Json(nullptr));
}

}  // namespace

namespace handlers {

Result<Answer> label_order_request(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::LabelRequest request;
    const auto lot = in.optional_text("lot", limits::lot_number_code_points_max);
    request.product = read_optional_id<model::ProductId>(in, "product");
    request.brand = read_optional_id<model::BrandId>(in, "brand");
    request.party = read_optional_id<model::PartyId>(in, "party");
    request.count = in.integer("count", 1, limits::codes_per_range_max);
    request.pin = in.flag("pin", false);
    request.note = in.optional_text("note", limits::short_text_code_points_max).value_or("");
    QY_CHECK(in.finish());
    if (lot) {
        QY_TRY(found, call.use.codes.find_lot(call.actor, *lot));
        request.lot = found;
    }
    QY_TRY(order, business::request_labels(call.use.services, call.actor, request));
    return Answer{order_json(order), {}, false};
}

Result<Answer> label_order_approve(const Json& body, Call& call) {
    return plain_step(body, call, &business::approve_labels);
}
Result<Answer> label_order_refuse(const Json& body, Call& call) {
    return plain_step(body, call, &business::refuse_labels, "reason");
}
Result<Answer> label_order_cancel(const Json& body, Call& call) {
    return plain_step(body, call, &business::cancel_labels, "reason");
}
Result<Answer> label_order_ship(const Json& body, Call& call) {
    return plain_step(body, call, &business::ship_labels);
}

Result<Answer> label_order_assign(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto step = read_step(in);
    const auto printer = read_id<model::PartyId>(in, "printer");
    QY_CHECK(in.finish());
    QY_TRY(handed, business::assign_labels(call.use.services, call.actor, step, printer));
    return handed_answer(handed);
}

Result<Answer> label_order_renew(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto step = read_step(in, "reason");
    const bool leaked = in.flag("leaked", true);
    QY_CHECK(in.finish());
    QY_TRY(handed, business::renew_labels(call.use.services, call.actor, step, leaked));
    return handed_answer(handed);
}

Result<Answer> label_order_fetch(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::FetchOrder fetch;
    fetch.step = read_step(in);
    const auto look = read_look(in);
    QY_CHECK(in.finish());
    fetch.labels_max = labels_max_of(look.format);
    fetch.medium = look.medium();
    // What cannot be drawn is told before it is kept as fetched.
    QY_TRY(facts, business::facts_of_order(call.use.services, call.actor, fetch.step.order, call.base_url));
    QY_CHECK(specimen_of(facts, look.sheet.symbol, *look.sheet.shape));
    QY_TRY(handed, business::fetch_labels(call.use.services, call.actor, fetch, call.base_url));
    auto plain = download_of(std::move(handed.run), look, "labels-" + fetch.step.order.to_string());
    return Answer{nullptr, sealed(std::move(plain), std::move(handed.seal)), false};
}

Result<Answer> label_order_print(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto step = read_step(in);
    const auto spoiled = read_spans(in, "spoiled");
    QY_CHECK(in.finish());
    QY_TRY(order, business::print_labels(call.use.services, call.actor, step, spoiled));
    return Answer{order_json(order), {}, false};
}

Result<Answer> label_order_receive(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto step = read_step(in);
    const auto damaged = read_spans(in, "damaged");
    const auto missing = read_spans(in, "missing");
    QY_CHECK(in.finish());
    QY_TRY(order, business::receive_labels(call.use.services, call.actor, step, damaged, missing));
    return Answer{order_json(order), {}, false};
}

Result<Answer> label_order_settle(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto step = read_step(in);
    const auto unused = read_spans(in, "unused");
    QY_CHECK(in.finish());
    QY_TRY(order, business::settle_labels(call.use.services, call.actor, step, unused));
    return Answer{order_json(order), {}, false};
}

Result<Answer> label_order_get(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::LabelOrderId>(in, "order");
    QY_CHECK(in.finish());
    QY_TRY(story, business::label_order(call.use.services, call.actor, id));
    return Answer{story_json(story), {}, false};
}

Result<Answer> label_order_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::LabelOrderId>(in);
    const auto word = in.optional_text("state", kWord);
    const auto state = word ? model::parse_label_order_state(*word) : std::nullopt;
    if (word && !state) in.fault(invalid("label_order.state_unknown", {*word}), "state");
    QY_CHECK(in.finish());
    QY_TRY(stories, business::label_orders(call.use.services, call.actor, state, page.after, page.limit));
    return orders_answer(stories, page.limit);
}

Result<Answer> label_order_queue(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::LabelOrderId>(in);
    QY_CHECK(in.finish());
    QY_TRY(stories, business::given_label_orders(call.use.services, call.actor, page.after, page.limit));
    return orders_answer(stories, page.limit);
}

Result<Answer> label_order_list_printers(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::PartyId>(in);
    QY_CHECK(in.finish());
    QY_TRY(houses, business::printing_houses(call.use.services, page.after, page.limit));
    JsonArray items;
    for (const auto& house : houses) {
        items.push_back(JsonObject{{"id", house.party.to_string()},
                                   {"name", house.called.name},
                                   {"name_en", house.called.name_en},
                                   {"region", house.region}});
    }
    const bool full = static_cast<std::int64_t>(houses.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(houses.back().party.to_string()) : Json(nullptr));
}

}  // namespace handlers
}  // namespace qy::presentation
