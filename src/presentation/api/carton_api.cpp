// carton.list, number, print, save_prefix: cartons and pallets by their SSCC. (decision 35)
#include "base/limits.h"
#include "business/cartons.h"
#include "business/codes.h"
#include "handlers.h"
#include "label_call.h"
#include "labels/label_content.h"
#include "model/checks.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPrefixText = 20;
constexpr std::size_t kSsccText = 30;

JsonObject carton_json(const business::KnownCarton& known) {
    const auto& carton = known.carton;
    return {{"id", carton.id.to_string()},
            {"sscc", carton.sscc},
            {"lot_id", carton.lot.to_string()},
            {"lot_number", known.lot_number},
            {"product", known.product.name},
            {"product_en", known.product.name_en},
            {"specification", known.specification},
            {"party_id", carton.party.to_string()},
            {"party", known.party.name},
            {"party_en", known.party.name_en},
            {"quantity", carton.quantity},
            {"numbered_at", model::to_rfc3339(carton.numbered_at)},
            {"prints", carton.prints}};
}

JsonArray cartons_json(const std::vector<business::KnownCarton>& cartons) {
    JsonArray items;
    for (const auto& one : cartons) items.push_back(carton_json(one));
    return items;
}

/// `cartons`: their SSCC, with or without "(00)".
std::vector<std::string> read_ssccs(ObjectReader& in) {
    std::vector<std::string> ssccs;
    const auto* const items = in.array("cartons", static_cast<std::size_t>(limits::cartons_per_request_max));
    if (items == nullptr) return ssccs;
    for (const auto& item : *items) {
        std::string_view text = item.is_string() ? std::string_view(item.as_string()) : std::string_view();
        if (text.starts_with("(00)")) text.remove_prefix(4);
        auto sscc = model::checked_sscc(text.substr(0, kSsccText));
        if (sscc.ok()) {
            ssccs.push_back(*std::move(sscc));
        } else {
            in.fault(std::move(sscc).error(), "cartons");
        }
    }
    return ssccs;
}

/// What cartons hold is drawn as bars, whatever else could be.
LabelLook read_carton_look(ObjectReader& in) {
    auto look = read_look(in);
    look.sheet.symbol = SymbolKind::gs1_128;
    return look;
}

Result<std::string> drawn(const business::PrintedCartons& printed, const LabelLook& look) {
    auto writer = new_label_writer(look.format, look.sheet, printed.facts);
    for (const auto& one : printed.cartons) QY_CHECK(writer->add(mark_of(one.carton)));
    QY_CHECK(writer->finish());
    return writer->take();
}

/// Before a label counts as printed: whether the template is wide enough for the bars.
Result<void> check_look(const LabelLook& look) {
    const LabelMark specimen{"[00]000000000000000000", "", {}};
    QY_CHECK(content_of(specimen, look.sheet.symbol, *look.sheet.shape));
    return {};
}

}  // namespace

namespace handlers {

Result<Answer> carton_save_prefix(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto prefix = in.text("prefix", kPrefixText);
    QY_CHECK(in.finish());
    QY_CHECK(business::save_gs1_prefix(call.use.services, call.actor, prefix));
    QY_TRY(kept, business::gs1_prefix(call.use.services, call.actor));
    return Answer{JsonObject{{"prefix", kept}}, {}, false};
}

Result<Answer> carton_number(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::CartonOrder order;
    const auto lot = in.text("lot", limits::lot_number_code_points_max);
    order.count = in.integer("count", 1, limits::cartons_per_request_max);
    order.quantity = in.optional_text("quantity", limits::name_code_points_max).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(found, call.use.codes.find_lot(call.actor, lot));
    order.lot = found;
    QY_TRY(numbered, business::number_cartons(call.use.services, call.actor, order));
    return list_answer(cartons_json(numbered), nullptr);
}

Result<Answer> carton_print(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::CartonPrint order;
    order.ssccs = read_ssccs(in);
    order.reason = in.optional_text("reason", limits::short_text_code_points_max).value_or("");
    const auto look = read_carton_look(in);
    QY_CHECK(in.finish());
    QY_CHECK(check_look(look));
    order.medium = look.medium();
    QY_TRY(printed, business::print_cartons(call.use.services, call.actor, order));
    QY_TRY(file, drawn(printed, look));
    auto whole = std::make_shared<std::string>(std::move(file));
    const std::string name =
        "cartons-" + printed.cartons.front().carton.sscc + "." + std::string(to_string(look.format));
    return Answer{nullptr,
                  Download{std::string(content_type_of(look.format)), name,
                           [whole](std::string& chunk) -> Result<bool> {
                               chunk = std::move(*whole);
                               return false;
                           }},
                  false};
}

Result<Answer> carton_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_page<model::CartonId>(in);
    QY_CHECK(in.finish());
    QY_TRY(found, business::cartons(call.use.services, call.actor, page.after, page.limit));
    QY_TRY(prefix, business::gs1_prefix(call.use.services, call.actor));
    const bool full = static_cast<std::int64_t>(found.size()) == page.limit;
    auto answer = list_answer(cartons_json(found), full ? Json(found.back().carton.id.to_string()) : Json(nullptr));
    answer.data.as_object()["prefix"] = prefix;
    return answer;
}

}  // namespace handlers
}  // namespace qy::presentation
