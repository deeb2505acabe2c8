// trace.query, trace.search, trace.verify, scan.confirm. (clauses 6.3.1, 6.3.2)
#include <memory>

#include "base/clock.h"
#include "base/limits.h"
#include "business/codes.h"
#include "business/contact_desk.h"
#include "business/scans.h"
#include "business/search.h"
#include "business/trace_query.h"
#include "handlers.h"
#include "personal_trail.h"
#include "presentation/region_map.h"
#include "ready_answers.h"
#include "scan_counts.h"
#include "trace_json.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kCodeText = 300;  // a pasted URL
constexpr std::size_t kLotText = limits::lot_number_code_points_max;
constexpr std::size_t kNameText = limits::name_code_points_max;
constexpr std::size_t kEnvelopeBytes = 128;  // room for what answer_api puts around

Result<model::TraceAnswer> by_members(Call& call, const std::optional<std::string>& code,
                                      const std::optional<std::string>& lot_number,
                                      const std::optional<std::string>& gtin, const std::string& product,
                                      const std::string& party) {
    auto& trace = call.use.trace;
    if (code) return trace.by_code(*code, call.actor);
    if (gtin) return trace.by_gtin(*gtin, lot_number.value_or(""), call.actor);
    if (lot_number) return trace.by_lot_number(*lot_number, product, party, call.actor);
    return invalid("trace.nothing_asked");
}

bool is_failure(const std::optional<model::AuthenticityAnswer>& authenticity) {
    return authenticity && !is_counted_state(authenticity->state);
}

const RegionMap& map_of(const Call& call) {
    return call.map == nullptr ? region_scheme() : *call.map;
}

/// The answer as text, when it is one that everybody gets who asks for this code.
std::shared_ptr<const ReadyAnswer> ready_answer(const model::TraceAnswer& answer, const Call& call) {
    if (!answer.authenticity || !is_counted_state(answer.authenticity->state)) return nullptr;
    const auto json = trace_json_parts(answer, map_of(call), call.language);
    auto ready = std::make_shared<ReadyAnswer>();
    ready->code = answer.code;
    ready->head = R"({"code":"ok","data":)" + to_text(json.head);
    ready->head.back() = ',';  // the members go on
    ready->head += R"("authenticity":)";
    ready->tail = to_text(json.tail);
    ready->tail.front() = ',';
    ready->tail += R"(,"request_id":)";
    ready->authenticity = *answer.authenticity;
    return ready;
}

Result<Answer> answer_from(const ReadyAnswer& ready, const Call& call, bool count) {
    QY_TRY(code, model::TraceCode::parse(ready.code));
    auto shown = ready.authenticity;
    QY_CHECK(fill_scan_counts(call, code, shown, count, "api"));
    const auto authenticity = to_text(authenticity_json(shown));
    Answer answer;
    answer.text.reserve(ready.head.size() + authenticity.size() + ready.tail.size() + kEnvelopeBytes);
    answer.text.append(ready.head).append(authenticity).append(ready.tail);
    return answer;
}

Result<Answer> answer_as_json(model::TraceAnswer answer, const Call& call, bool count) {
    QY_CHECK(fill_scan_counts(call, answer, count, "api"));
    note_personal(call, answer);
    auto json = trace_json(answer, map_of(call), call.language);
    if (!answer.code.empty() && call.actor.may(model::Permission::read_reports)) {
        QY_TRY(counts, call.use.contact.reports.counts_of_code(answer.code, call.actor));
        json["reports"] = JsonObject{{"fake", counts.fake}, {"complaints", counts.complaints}};
    }
    return Answer{std::move(json), std::nullopt, is_failure(answer.authenticity)};
}

/// What anybody gets who asks by code, from memory when it stands ready.
Result<Answer> answer_anybody(const std::string& text, const Call& call, bool count) {
    auto& use = call.use;
    const ReadyMark now = ready_mark(use);
    const auto code = model::TraceCode::parse(text);
    const auto key = ready_key(code.ok() ? code->text() : std::string_view(), call.language);
    if (const auto ready = call.ready->answers.find(key, now)) return answer_from(*ready, call, count);
    QY_TRY(answer, use.trace.by_code(text, call.actor));
    const auto ready = ready_answer(answer, call);
    if (!ready || !code.ok() || ready->code != code->text()) return answer_as_json(std::move(answer), call, count);
    call.ready->answers.keep(key, ready, now);
    return answer_from(*ready, call, count);
}

JsonObject item_json(const business::SearchItem& item) {
    JsonArray lots;
    for (const auto& lot : item.lots) {
        lots.push_back(JsonObject{{"id", lot.id.to_string()}, {"lot_number", lot.lot_number}});
    }
    return {{"product", JsonObject{{"id", item.product.id.to_string()},
                                   {"name", item.product.name},
                                   {"name_en", item.product.name_en},
                                   {"specification", item.product.specification}}},
            {"party", item.party.name},
            {"party_en", item.party.name_en},
            {"brand", item.brand},
            {"brand_en", item.brand_en},
            {"lots", lots}};
}

}  // namespace

namespace handlers {

Result<Answer> trace_query(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto code = in.optional_text("code", kCodeText);
    const auto lot = read_optional_id<model::LotId>(in, "lot");
    const auto lot_number = in.optional_text("lot_number", kLotText);
    const auto gtin = in.optional_text("gtin", 14);
    const auto product = in.optional_text("product", kNameText).value_or("");
    const auto party = in.optional_text("party", kNameText).value_or("");
    const bool count = in.flag("count", false);
    QY_CHECK(in.finish());
    if (code && call.ready != nullptr && call.actor.is_anonymous()) return answer_anybody(*code, call, count);
    QY_TRY(answer,
           lot ? call.use.trace.by_lot(lot, call.actor) : by_members(call, code, lot_number, gtin, product, party));
    return answer_as_json(std::move(answer), call, count);
}

Result<Answer> trace_search(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const std::string name = in.text("name", limits::search_query_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(found, call.use.search.find(name));
    JsonArray items;
    for (const auto& item : found.items) items.push_back(item_json(item));
    JsonArray lots;
    for (const auto& lot : found.lots) {
        lots.push_back(JsonObject{{"id", lot.id.to_string()},
                                  {"lot_number", lot.lot_number},
                                  {"product", lot.product_name},
                                  {"product_en", lot.product_name_en}});
    }
    return Answer{
        JsonObject{{"items", items}, {"lots", lots}, {"more", found.more}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> trace_verify(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const std::string text = in.text("code", kCodeText);
    const std::string pin = in.text("pin", 12);
    QY_CHECK(in.finish());
    QY_TRY(code, model::TraceCode::parse(text));
    QY_TRY(answer, call.use.codes.verify_pin(code, pin, call.use.services.clock.now()));
    return Answer{
        JsonObject{{"first", answer.first}, {"first_verified_at", model::to_rfc3339(answer.first_verified_at)}},
        {},
        false};
}

Result<Answer> scan_confirm(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const std::string text = in.text("code", kCodeText);
    QY_CHECK(in.finish());
    QY_TRY(answer, call.use.trace.by_code(text, call.actor));
    QY_CHECK(fill_scan_counts(call, answer, true, "api"));
    QY_ASSERT(answer.authenticity.has_value());
    return Answer{authenticity_json(*answer.authenticity), {}, is_failure(answer.authenticity)};
}

}  // namespace handlers
}  // namespace qy::presentation
