// report.*: what consumers report without an account, and the queue of what is done about it. (clauses 5.6, 6.4.2)
#include <algorithm>

#include "account_json.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "base/report_limits.h"
#include "business/contact_desk.h"
#include "contact_json.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

using business::QueuedReport;
using handlers::read_id;
using handlers::read_optional_id;
using model::ConsumerReportId;
using model::ReportVerb;

constexpr std::size_t kCodeText = 300;  // a pasted address
constexpr std::size_t kContactMax = 254;
constexpr std::size_t kPhotoMax = limits::media_bytes_max / 3 * 4 + 8;
constexpr std::size_t kReceiptMax = 40;
constexpr std::size_t kNameOfState = 20;

Json time_or_null(std::optional<Time> at) {
    return at ? Json(model::to_rfc3339(*at)) : Json(nullptr);
}
Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}
template <class AnyId>
Json id_or_null(AnyId id) {
    return id ? Json(id.to_string()) : Json(nullptr);
}

business::ReportOrder read_order(ObjectReader& in) {
    business::ReportOrder order;
    const auto kind = model::parse_report_kind(in.text("kind", kNameOfState));
    if (!kind) in.fault(invalid("report.kind_unknown"), "kind");
    order.kind = kind.value_or(order.kind);
    order.code = in.optional_text("code", kCodeText).value_or("");
    order.lot = read_optional_id<model::LotId>(in, "lot");
    order.words = in.optional_text("words", limits::report_words_code_points_max).value_or("");
    order.contact.phone = in.optional_text("phone", kContactMax).value_or("");
    order.contact.mail = in.optional_text("mail", kContactMax).value_or("");
    order.policy_version = in.optional_text("policy_version", 40).value_or("");
    order.key = in.optional_text("key", limits::report_key_characters_max).value_or("");
    order.captcha = read_captcha(in);
    auto photo = from_base64(in.optional_text("photo_base64", kPhotoMax).value_or(""));
    if (photo.ok()) {
        order.photo = *std::move(photo);
    } else {
        in.fault(photo.error(), "photo_base64");
    }
    return order;
}

SecretText read_number(ObjectReader& in) {
    return SecretText(in.text("receipt", kReceiptMax));
}

/// What everybody sees who may look at a report at all.
JsonObject plain_json(const model::ConsumerReport& report) {
    return {{"kind", model::to_string(report.kind)},
            {"state", model::to_string(report.state)},
            {"words", report.words},
            {"photo_kept", !report.photo.empty()},
            {"contact_kept", report.has_contact},
            {"answer", report.answer},
            {"closing", report.closing},
            {"created_at", model::to_rfc3339(report.created_at)},
            {"changed_at", model::to_rfc3339(report.changed_at)}};
}

JsonObject counts_json(const business::ReportCounts& counts) {
    return {{"fake", counts.fake}, {"complaints", counts.complaints}};
}

JsonObject queued_json(const QueuedReport& shown) {
    const auto& report = shown.report;
    auto json = plain_json(report);
    json["id"] = report.id.to_string();
    json["version"] = report.version;
    json["code"] = text_or_null(report.code);
    json["lot"] = id_or_null(report.lot);
    json["lot_number"] = text_or_null(shown.lot_number);
    json["product"] = text_or_null(shown.product.name);
    json["product_en"] = text_or_null(shown.product.name_en);
    json["party_id"] = id_or_null(report.party);
    json["party"] = text_or_null(shown.party.name);
    json["party_en"] = text_or_null(shown.party.name_en);
    json["brand"] = text_or_null(shown.brand.name);
    json["brand_en"] = text_or_null(shown.brand.name_en);
    json["authenticity"] = report.authenticity ? Json(model::to_string(*report.authenticity)) : Json(nullptr);
    json["scan_count"] = report.scan_count;
    json["first_scanned_at"] = time_or_null(report.first_scanned_at);
    json["of_code"] = counts_json(shown.of_code);
    json["handler"] = text_or_null(shown.handler);
    json["may_answer"] = shown.may_answer;
    json["phone"] = text_or_null(report.contact.phone);
    json["mail"] = text_or_null(report.contact.mail);
    return json;
}

/// Notes what of strangers was shown.
void note_shown(const Call& call, const std::vector<QueuedReport>& shown) {
    const auto any = [&](auto holds) {
        return std::ranges::any_of(shown, [&](const auto& one) { return holds(one.report); });
    };
    tell_personal(call, any([](const auto& report) { return !report.words.empty(); }), {"words"});
    tell_personal(call, any([](const auto& report) { return !report.contact.is_empty(); }), {"contact"});
}

Result<Answer> advanced(const Json& body, Call& call, ReportVerb verb) {
    ObjectReader in(body, "");
    const auto id = read_id<ConsumerReportId>(in, "report");
    const auto version = in.integer("version", 1, INT64_MAX);
    const bool says = verb != ReportVerb::take;
    const auto words = says ? in.optional_text("words", limits::report_reply_code_points_max).value_or("") : "";
    QY_CHECK(in.finish());
    QY_TRY(report, call.use.contact.reports.advance(id, version, verb, words, call.base_url + "/receipt", call.actor));
    return Answer{
        JsonObject{
            {"report", report.id.to_string()}, {"state", model::to_string(report.state)}, {"version", report.version}},
        {},
        false};
}

}  // namespace

namespace handlers {

Result<Answer> report_send(const Json& body, Call& call) {
    ObjectReader in(body, "");
    auto order = read_order(in);
    QY_CHECK(in.finish());
    order.contact.language = call.language == Language::en ? "en" : "zh";
    order.address_group = call.visitor.address_group;
    QY_TRY(receipt, call.use.contact.reports.send(order, call.actor));
    return Answer{JsonObject{{"receipt", receipt.number.expose()},
                             {"status", receipt.exists ? "exists" : "accepted"},
                             {"url", call.base_url + "/receipt/" + receipt.number.expose()}},
                  {},
                  false};
}

Result<Answer> report_view(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto number = read_number(in);
    QY_CHECK(in.finish());
    QY_TRY(view, call.use.contact.reports.view(number));
    auto json = plain_json(view.report);
    json["receipt"] = view.number.expose();
    json["product"] = text_or_null(view.product);
    json["product_en"] = text_or_null(view.product_en);
    json["lot_number"] = text_or_null(view.lot_number);
    return Answer{std::move(json), {}, false};
}

Result<Answer> report_forget_contact(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto number = read_number(in);
    QY_CHECK(in.finish());
    QY_CHECK(call.use.contact.reports.forget_contact(number, call.actor));
    return Answer{JsonObject{{"contact_kept", false}}, {}, false};
}

Result<Answer> report_queue(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::ReportQuestion question;
    const auto state = model::parse_report_state(in.optional_text("state", kNameOfState).value_or("received"));
    if (!state) in.fault(invalid("report.state_unknown"), "state");
    question.state = state.value_or(question.state);
    if (const auto name = in.optional_text("kind", kNameOfState)) {
        question.kind = model::parse_report_kind(*name);
        if (!question.kind) in.fault(invalid("report.kind_unknown"), "kind");
    }
    const auto page = read_page<ConsumerReportId>(in);
    QY_CHECK(in.finish());
    question.after = ConsumerReportId(page.after);
    question.limit = page.limit;
    QY_TRY(queued, call.use.contact.reports.queue(question, call.actor));
    JsonArray items;
    for (const auto& one : queued) items.push_back(queued_json(one));
    note_shown(call, queued);
    const bool full = static_cast<std::int64_t>(queued.size()) == question.limit;
    return list_answer(std::move(items), full ? Json(queued.back().report.id.to_string()) : Json(nullptr));
}

Result<Answer> report_get(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<ConsumerReportId>(in, "report");
    QY_CHECK(in.finish());
    QY_TRY(shown, call.use.contact.reports.find(id, call.actor));
    QY_TRY(photo, call.use.contact.reports.photo(shown.report));
    auto json = queued_json(shown);
    json["photo"] = photo.empty() ? Json(nullptr) : Json("data:image/jpeg;base64," + to_base64(photo));
    name_object(call, "consumer_report:" + id.to_string());
    note_shown(call, {std::move(shown)});
    tell_personal(call, !photo.empty(), {"photo"});
    return Answer{std::move(json), {}, false};
}

Result<Answer> report_take(const Json& body, Call& call) {
    return advanced(body, call, ReportVerb::take);
}
Result<Answer> report_answer(const Json& body, Call& call) {
    return advanced(body, call, ReportVerb::answer);
}
Result<Answer> report_close(const Json& body, Call& call) {
    return advanced(body, call, ReportVerb::close);
}

}  // namespace handlers
}  // namespace qy::presentation
