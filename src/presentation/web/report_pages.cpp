// /report/CODE and /report/lot/ID: the form of what looks fake or is wrong; /receipt[/NUMBER]: what became of it.
// (clause 5.6)
#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/random.h"
#include "base/report_limits.h"
#include "base/settings.h"
#include "business/captchas.h"
#include "business/contact_desk.h"
#include "business/trace_query.h"
#include "caller.h"
#include "form_calls.h"
#include "model/event_time.h"
#include "model/trace_code.h"
#include "pages/format.h"
#include "pages/report_page.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kKeyBytes = 12;
constexpr std::string_view kReportRoute = "page.report";
constexpr std::string_view kReceiptRoute = "page.receipt";
constexpr std::array<std::string_view, 6> kMembers{"kind", "words", "phone", "mail", "policy_version", "key"};
constexpr std::array<std::string_view, 6> kShownFaults{"words",          "phone",        "mail",
                                                       "policy_version", "photo_base64", "captcha"};

/// What the address is about, as a function names it.
struct Subject {
    std::string_view member;  ///< code | lot
    std::string value;
};

Result<Subject> subject_of(const PageCall& page) {
    const auto& segments = page.segments;
    if (segments.size() == 3 && segments[1] == "lot") return Subject{"lot", segments[2]};
    if (segments.size() != 2) return not_found("report.not_found");
    QY_TRY(code, model::TraceCode::parse(segments[1]));
    return Subject{"code", std::string(code.text())};
}

/// Names of the form and its lot; a lot that does not exist has no form.
Result<ReportPage> form_of(PageCall& page, const Subject& subject) {
    const auto& use = page.core.parts.use;
    ReportPage form;
    form.key = to_hex(use.services.random.bytes(kKeyBytes));
    form.contact_days = use.services.settings.integer("retention.report_contact_days");
    put_policy(page, form.state);
    if (subject.member == "code") {
        form.code = subject.value;
        return form;
    }
    QY_TRY(id, model::LotId::parse(subject.value));
    QY_TRY(answer, use.trace.by_lot(id, page.actor));
    if (!answer.lot) return not_found("lot.not_found");
    form.lot_number = answer.lot->lot_number;
    return form;
}

/// Asks for a captcha where one will be needed.
Result<void> add_captcha(PageCall& page, FormState& state) {
    const auto& use = page.core.parts.use;
    fill_client(page.visitor, page.request);
    QY_TRY(needed, use.contact.reports.needs_captcha(page.visitor.address_group));
    if (!needed) return {};
    QY_TRY(captcha, use.captchas.make(business::CaptchaKind::arithmetic, page.context.language));
    state.captcha_id = captcha.id;
    state.captcha_question = captcha.text;
    return {};
}

transport::HttpReply shown_form(PageCall& page, const Subject& subject, const JsonObject& sent, const Error* error) {
    auto form = form_of(page, subject);
    if (!form.ok()) return page_error(page, form.error(), subject.value);
    for (const auto name : kMembers) {
        const auto* const value = sent.if_contains(name);
        if (value != nullptr) form->state.values[std::string(name)] = std::string(value->as_string());
    }
    // The same form again keeps its key; one that was spoilt is replaced.
    const auto kept = form->state.values.find("key");
    const bool whole = kept != form->state.values.end() && kept->second.size() >= limits::report_key_characters_min;
    if (whole) form->key = kept->second;
    if (auto added = add_captcha(page, form->state); !added.ok()) return page_error(page, added.error(), "");
    if (error == nullptr) return form_reply(page, 200, report_page(*form, page.context), kReportRoute);
    put_faults(form->state, *error, page.context.language,
               [](std::string_view name) { return std::ranges::find(kShownFaults, name) != kShownFaults.end(); });
    return refused_form(page, *error, report_page(*form, page.context), kReportRoute);
}

Result<JsonObject> read_report(const SentForm& sent, const Subject& subject) {
    JsonObject body{{subject.member, subject.value}};
    for (const auto member : kMembers) {
        QY_TRY(value, sent.text(member));
        if (!value.empty()) body[member] = value;
    }
    QY_TRY(id, sent.text("captcha_id"));
    QY_TRY(answer, sent.text("captcha"));
    if (!id.empty()) body["captcha"] = JsonObject{{"id", id}, {"answer", answer}};
    if (const auto photo = sent.file("photo"); !photo.empty()) body["photo_base64"] = to_base64(bytes_of(photo));
    return body;
}

std::string time_in(const Json& answer, std::string_view member, Language language) {
    const auto time = model::EventTime::parse(text_in(answer, member));
    return time.ok() ? shown_instant(time->at, language) : std::string();
}

ReceiptPage receipt_of(const Json& view, const PageCall& page) {
    const auto language = page.context.language;
    const bool english = language == Language::en && !text_in(view, "product_en").empty();
    ReceiptPage receipt;
    receipt.number = text_in(view, "receipt");
    receipt.contact_kept = view.as_object().at("contact_kept").as_bool();
    receipt.kind = text_in(view, "kind");
    receipt.state = text_in(view, "state");
    receipt.product = text_in(view, english ? "product_en" : "product");
    receipt.lot_number = text_in(view, "lot_number");
    receipt.words = text_in(view, "words");
    receipt.answer = text_in(view, "answer");
    receipt.closing = text_in(view, "closing");
    receipt.sent_at = time_in(view, "created_at", language);
    receipt.changed_at = time_in(view, "changed_at", language);
    return receipt;
}

bool has_query(const PageCall& page, std::string_view name) {
    const auto found = transport::query_parameter(page.request.query(), name);
    return found.ok() && found->has_value();
}

transport::HttpReply asked_number(const PageCall& page, std::string_view entered, const Error* error) {
    if (error == nullptr) return form_reply(page, 200, receipt_ask_page(entered, {}, page.context), kReceiptRoute);
    const auto words = words_of(error->others.empty() ? *error : error->others.front(), page.context.language);
    return refused_form(page, *error, receipt_ask_page(entered, words, page.context), kReceiptRoute);
}

/// The number as it was typed becomes the address of its page, once it is known to be one.
transport::HttpReply found_number(PageCall& page) {
    const auto sent = SentForm::read(page.request);
    if (!sent.ok()) return asked_number(page, "", &sent.error());
    const auto number = sent->text("receipt");
    if (!number.ok()) return asked_number(page, "", &number.error());
    const auto view = ask(page, "report.view", {{"receipt", *number}});
    if (!view.ok()) return asked_number(page, *number, &view.error());
    return redirect_after_form(page, "/receipt/" + text_in(*view, "receipt"), "found=1");
}

}  // namespace

transport::HttpReply report_form(PageCall& page) {
    const auto subject = subject_of(page);
    if (!subject.ok()) return page_error(page, subject.error(), page.segments.back());
    if (page.request.method != "POST") return shown_form(page, *subject, {}, nullptr);
    const auto sent = SentForm::read(page.request);
    if (!sent.ok()) return shown_form(page, *subject, {}, &sent.error());
    auto body = read_report(*sent, *subject);
    if (!body.ok()) return shown_form(page, *subject, {}, &body.error());
    const auto answer = ask(page, "report.send", *body);
    if (!answer.ok()) return shown_form(page, *subject, *body, &answer.error());
    return redirect_after_form(page, "/receipt/" + text_in(*answer, "receipt"), "sent=1");
}

transport::HttpReply receipt_form(PageCall& page) {
    const bool sent = page.request.method == "POST";
    if (page.segments.size() == 1) return sent ? found_number(page) : asked_number(page, "", nullptr);
    if (page.segments.size() != 2) return page_message(page, 404, PageMessage::not_found, "");
    const auto& number = page.segments[1];
    if (sent) {
        const auto gone = ask(page, "report.forget_contact", {{"receipt", number}});
        if (!gone.ok()) return asked_number(page, number, &gone.error());
        return redirect_after_form(page, std::string(page.request.path()), "forgotten=1");
    }
    const auto view = ask(page, "report.view", {{"receipt", number}});
    if (!view.ok()) return asked_number(page, number, &view.error());
    auto receipt = receipt_of(*view, page);
    receipt.just_sent = has_query(page, "sent");
    receipt.just_forgotten = has_query(page, "forgotten");
    return form_reply(page, 200, receipt_page(receipt, page.context), kReceiptRoute);
}

}  // namespace qy::presentation
