// code.issue, bind, check, freeze, set_state, export, add_alias. (architecture §5; interfaces: codes)
#include "base/limits.h"
#include "business/code_export.h"
#include "business/codes.h"
#include "handlers.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kCodeText = 300;

JsonObject range_json(const model::CodeRange& range) {
    return {{"id", range.id.to_string()},
            {"count", std::to_string(range.last - range.first + 1)},
            {"state", model::to_string(range.state)},
            {"lot_id", range.lot ? Json(range.lot.to_string()) : Json(nullptr)},
            {"party_id", range.party.to_string()},
            {"brand_id", range.brand ? Json(range.brand.to_string()) : Json(nullptr)},
            {"pin", range.pin},
            {"frozen", range.frozen}};
}

JsonObject labelled_json(const business::LabelledRange& labelled) {
    JsonObject json = range_json(labelled.range);
    json["first_code"] = labelled.first_code.text();
    json["last_code"] = labelled.last_code.text();
    json["existed"] = labelled.existed;
    return json;
}

model::TraceCode read_code_member(ObjectReader& in, std::string_view name) {
    auto code = model::TraceCode::parse(in.text(name, kCodeText));
    if (code.ok()) return *code;
    in.fault(std::move(code).error(), name);
    return model::TraceCode(
        {'1', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0'});
}

/// A lot by id or number, if the caller reaches it.
Result<model::LotId> lot_member(Call& call, const std::string& text) {
    return call.use.codes.find_lot(call.actor, text);
}

JsonObject check_json(const business::CodeCheck& check) {
    return {{"text", check.text},
            {"code", check.code ? Json(check.code->text()) : Json(nullptr)},
            {"state", check.state ? Json(model::to_string(*check.state)) : Json("malformed")},
            {"lot_id", check.lot ? Json(check.lot.to_string()) : Json(nullptr)},
            {"product_id", check.product ? Json(check.product.to_string()) : Json(nullptr)}};
}

}  // namespace

namespace handlers {

Result<Answer> code_issue(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = in.optional_text("lot", limits::lot_number_code_points_max);
    business::IssueOrder order;
    order.party = read_optional_id<model::PartyId>(in, "party");
    order.brand = read_optional_id<model::BrandId>(in, "brand");
    order.count = in.integer("count", 1, limits::codes_per_range_max);
    order.pin = in.flag("pin", false);
    QY_CHECK(in.finish());
    if (lot) {
        QY_TRY(found, lot_member(call, *lot));
        order.lot = found;
    }
    QY_TRY(issued, call.use.codes.issue(call.actor, order));
    return Answer{labelled_json(issued), {}, false};
}

Result<Answer> code_bind(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto first = read_code_member(in, "first");
    const auto last = read_code_member(in, "last");
    const auto lot = in.text("lot", limits::lot_number_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(found, lot_member(call, lot));
    QY_TRY(bound, call.use.codes.bind(call.actor, {first, last, found}));
    name_object(call, "code_range:" + bound.range.id.to_string());
    return Answer{labelled_json(bound), {}, false};
}

Result<Answer> code_check(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto* codes = in.array("codes", limits::codes_per_check_max);
    QY_CHECK(in.finish());
    std::vector<std::string> texts;
    for (const auto& item : *codes) {
        if (!item.is_string()) return invalid("member.type", {"text"}).at("codes");
        texts.emplace_back(item.as_string());
    }
    QY_TRY(checked, call.use.codes.check(texts));
    JsonArray items;
    for (const auto& check : checked) items.push_back(check_json(check));
    return Answer{JsonObject{{"items", items}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> code_freeze(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::FreezeOrder order;
    if (in.has("code")) order.code = read_code_member(in, "code");
    order.range = read_optional_id<model::CodeRangeId>(in, "range");
    order.frozen = in.flag("frozen", true);
    order.reason = in.optional_text("reason", limits::short_text_code_points_max).value_or("");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.codes.freeze(call.actor, order));
    return Answer{JsonObject{{"frozen", order.frozen}}, {}, false};
}

Result<Answer> code_set_state(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto range = read_id<model::CodeRangeId>(in, "range");
    const auto verb = business::parse_range_verb(in.text("verb", 20));
    if (!verb) in.fault(invalid("code_range.verb_unknown"), "verb");
    QY_CHECK(in.finish());
    QY_TRY(changed, call.use.codes.change_state(call.actor, range, *verb));
    return Answer{range_json(changed), {}, false};
}

Result<Answer> code_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto range = read_id<model::CodeRangeId>(in, "range");
    const auto pins = in.flag("pins", false) ? business::Pins::with : business::Pins::without;
    QY_CHECK(in.finish());
    QY_TRY(stream, business::open_code_export(call.use.services, call.actor, range, pins, call.base_url));
    auto shared = std::make_shared<business::CodeStream>(std::move(stream));
    Download download{"text/csv; charset=utf-8", "codes-" + range.to_string() + ".csv",
                      [shared](std::string& chunk) -> Result<bool> { return shared->next(chunk); }};
    return Answer{nullptr, std::move(download), false};
}

Result<Answer> code_add_alias(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto alias = in.text("alias", kCodeText);
    const auto code = read_code_member(in, "code");
    QY_CHECK(in.finish());
    QY_TRY(added, call.use.codes.add_alias(call.actor, alias, code));
    name_object(call, "code:" + std::string(code.text()));
    return Answer{JsonObject{{"added", added}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
