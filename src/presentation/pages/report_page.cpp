#include "pages/report_page.h"

#include <utility>

#include "base/report_limits.h"
#include "base/text.h"
#include "pages/form_parts.h"
#include "pages/format.h"
#include "pages/icons.h"
#include "pages/page_frame.h"
#include "pages/page_style.h"

namespace qy::presentation {
namespace {

constexpr int kContactMax = 254;
constexpr int kReceiptMax = 40;

void write_kinds(PageWriter& page, const FormState& state) {
    const auto group = page.html.open("fieldset");
    page.html.element("legend", {}, page.say(Text::report_kind));
    const bool complaint = value_of(state, "kind") == "complaint";
    const auto choice = [&](std::string_view kind, Text label, bool chosen) {
        const auto line = page.html.open("label");
        page.html.leaf(
            "input",
            {{"type", "radio"}, {"name", "kind"}, {"value", kind}, chosen ? Attribute::flag("checked") : Attribute()});
        page.html.text(" ").text(page.say(label));
    };
    choice("fake", Text::report_fake, !complaint);
    choice("complaint", Text::report_complaint, complaint);
}

void write_words(PageWriter& page, const FormState& state) {
    const FieldFault fault("words", fault_of(state, "words"));
    const auto box = page.html.open("div");
    page.html.element("label", {{"for", "words"}}, page.say(Text::report_words));
    page.html.element("textarea",
                      {{"id", "words"},
                       {"name", "words"},
                       {"rows", 4},
                       {"maxlength", static_cast<int>(limits::report_words_code_points_max)},
                       fault.invalid(),
                       fault.described()},
                      value_of(state, "words"));
    fault.write(page);
}

void write_contact(PageWriter& page, const ReportPage& report) {
    const auto& state = report.state;
    const auto group = page.html.open("fieldset");
    page.html.element("legend", {}, page.say(Text::report_contact));
    page.html.element("div", {{"class", "soft"}},
                      report.contact_days == 0
                          ? std::string(page.say(Text::report_contact_note))
                          : page.say(Text::report_contact_days, {std::to_string(report.contact_days)}));
    const auto contact = [&](std::string_view name, std::string_view type, Text label) {
        write_text_input(page,
                         {.name = name,
                          .label = page.say(label),
                          .value = value_of(state, name),
                          .length_max = kContactMax,
                          .type = type,
                          .autocomplete = type},
                         fault_of(state, name));
    };
    contact("phone", "tel", Text::field_phone);
    contact("mail", "email", Text::field_or_mail);
    write_consent(page, state, page.say(Text::report_consent, {state.policy_version}), Consent::with_a_contact);
}

void write_form(PageWriter& page, const ReportPage& report) {
    const auto section = page.html.open("section", {{"class", "card"}});
    write_fault(page, report.state.fault);
    // What the script says when nothing gets through.
    page.html.element("p", {{"class", "says bad"}, {"id", "lost"}, {"role", "alert"}, Attribute::flag("hidden")},
                      page.say(Text::report_lost));
    {
        const auto form = page.html.open("form", {{"class", "ask"},
                                                  {"id", "report"},
                                                  {"method", "post"},
                                                  {"enctype", "multipart/form-data"},
                                                  Attribute::url("action", page.link(page.context.path))});
        page.html.leaf("input", {{"type", "hidden"}, {"name", "key"}, {"value", report.key}});
        write_kinds(page, report.state);
        write_words(page, report.state);
        write_photo_input(page, PhotoFrom::files, page.say(Text::report_photo_note),
                          fault_of(report.state, "photo_base64"));
        write_contact(page, report);
        write_captcha(page, report.state);
        page.html.element("div", {{"class", "soft"}}, page.say(Text::report_who));
        page.html.element("button", {{"type", "submit"}, {"data-busy", page.say(Text::report_sending)}},
                          page.say(Text::form_send));
    }
}

std::string lead_of(const PageWriter& page, const ReportPage& report) {
    if (!report.code.empty()) return page.say(Text::report_lead_code, {grouped_code(report.code)});
    return page.say(Text::report_lead_lot, {report.lot_number});
}

struct StateWords {
    std::string_view state;
    Text words;
    std::string_view tone;
};
constexpr StateWords kStates[] = {
    {"received", Text::receipt_received, "says note"},
    {"taken", Text::receipt_taken, "says note"},
    {"answered", Text::receipt_answered, "says good"},
    {"closed", Text::receipt_closed, "says good"},
};

void write_state(PageWriter& page, const ReceiptPage& receipt) {
    for (const auto& row : kStates) {
        if (row.state != receipt.state) continue;
        page.html.element("p", {{"class", row.tone}, {"role", "status"}}, page.say(row.words));
    }
}

/// Lines as they were written.
void write_pair(PageWriter& page, Text label, std::string_view value) {
    if (value.empty()) return;
    const auto pair = page.html.open("div", {{"class", "wide"}});
    page.html.element("dt", {}, page.say(label));
    const auto told = page.html.open("dd", {page.language_of(value)});
    bool further = false;
    for (const auto line : split(value, '\n')) {
        if (std::exchange(further, true)) page.html.leaf("br");
        page.html.text(line);
    }
}

void write_receipt_facts(PageWriter& page, const ReceiptPage& receipt) {
    const auto list = page.html.open("dl", {{"class", "facts"}});
    write_pair(page, Text::receipt_number, receipt.number);
    write_pair(page, Text::report_kind, page.say(receipt.kind == "fake" ? Text::report_fake : Text::report_complaint));
    write_pair(page, Text::receipt_product, receipt.product);
    write_pair(page, Text::lot_number, receipt.lot_number);
    write_pair(page, Text::receipt_words, receipt.words);
    write_pair(page, Text::receipt_answer, receipt.answer);
    write_pair(page, Text::receipt_closing, receipt.closing);
    write_pair(page, Text::receipt_sent_at, receipt.sent_at);
    write_pair(page, Text::receipt_changed_at, receipt.changed_at);
}

void write_forget(PageWriter& page, const ReceiptPage& receipt) {
    if (!receipt.contact_kept) return;
    const auto form = page.html.open(
        "form", {{"class", "ask"}, {"method", "post"}, Attribute::url("action", page.link(page.context.path))});
    page.html.element("button", {{"type", "submit"}, {"name", "forget"}, {"value", "1"}},
                      page.say(Text::receipt_forget));
}

PageFrame frame_of(const PageContext& context, Text title, std::function<void(PageWriter&)> lead) {
    PageFrame frame;
    frame.title = page_text(title, context.language);
    frame.hero = [title, lead = std::move(lead)](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(title));
        lead(page);
    };
    return frame;
}

}  // namespace

void write_report_link(PageWriter& page, const model::TraceAnswer& answer) {
    const bool by_code = !answer.code.empty();
    if (!by_code && !answer.lot) return;
    const auto address = by_code ? "/report/" + answer.code : "/report/lot/" + answer.lot->id.to_string();
    const auto line = page.html.open("p", {{"class", "says note"}});
    page.html.trusted(icons::question());
    const auto words = page.html.open("span");
    page.html.text(page.say(Text::report_link)).text(" ");
    page.html.element("a", {Attribute::url("href", page.link(address))}, page.say(Text::report_title));
}

std::string report_page(const ReportPage& report, const PageContext& context) {
    auto frame = frame_of(context, Text::report_title,
                          [&](PageWriter& page) { page.html.element("p", {}, lead_of(page, report)); });
    frame.main = [&](PageWriter& page) {
        write_form(page, report);
        page.html.script(page_style().report_script);
    };
    return framed_page(context, frame);
}

std::string receipt_page(const ReceiptPage& receipt, const PageContext& context) {
    auto frame = frame_of(context, Text::receipt_title,
                          [](PageWriter& page) { page.html.element("p", {}, page.say(Text::receipt_keep)); });
    frame.main = [&](PageWriter& page) {
        const auto section = page.html.open("section", {{"class", "card"}});
        if (receipt.just_sent) {
            page.html.element("p", {{"class", "says good"}, {"role", "status"}}, page.say(Text::receipt_sent));
        } else if (receipt.just_forgotten) {
            page.html.element("p", {{"class", "says good"}, {"role", "status"}}, page.say(Text::receipt_forgotten));
        }
        write_state(page, receipt);
        write_receipt_facts(page, receipt);
        write_forget(page, receipt);
    };
    return framed_page(context, frame);
}

std::string receipt_ask_page(std::string_view entered, std::string_view fault, const PageContext& context) {
    auto frame = frame_of(context, Text::receipt_title,
                          [](PageWriter& page) { page.html.element("p", {}, page.say(Text::receipt_ask)); });
    frame.main = [&](PageWriter& page) {
        const auto section = page.html.open("section", {{"class", "card"}});
        const auto form = page.html.open(
            "form", {{"class", "ask"}, {"method", "post"}, Attribute::url("action", page.link("/receipt"))});
        write_text_input(page,
                         {.name = "receipt",
                          .label = page.say(Text::receipt_number),
                          .value = entered,
                          .length_max = kReceiptMax,
                          .required = true},
                         fault);
        page.html.element("button", {{"type", "submit"}}, page.say(Text::search_button));
    };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
