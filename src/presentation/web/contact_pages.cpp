// Pages of people who are not signed in: the forms of the table, and a driver's shipment. Each sends what was filled in
// to a function, as a program would. (clause 6.5.1)
#include <algorithm>

#include "base/bytes.h"
#include "base/random.h"
#include "business/captchas.h"
#include "form_calls.h"
#include "pages/form_page.h"
#include "pages/shipment_page.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kKeyBytes = 12;

// The forms of the table

bool has_field(const FormPage& form, const FormState& state, std::string_view name) {
    const auto among = [&](std::span<const FormField> fields) {
        return std::ranges::find(fields, name, &FormField::name) != fields.end();
    };
    const bool proves = form.proof && state.secret.expose().empty();
    return among(form.fields) || (proves && among(proof_fields())) || (form.captcha && name == "captcha");
}

/// Reads what was sent into the state, and makes the body of the function from it.
Result<JsonObject> read_form(const SentForm& sent, const FormPage& form, FormState& state) {
    JsonObject body;
    const auto take = [&](const FormField& field) -> Result<void> {
        if (field.input == FormInput::roles) return {};
        QY_TRY(value, sent.text(field.name));
        if (!value.empty()) body[field.name] = value;
        if (field.input != FormInput::password) state.values[std::string(field.name)] = std::move(value);
        return {};
    };
    for (const auto& field : form.fields) QY_CHECK(take(field));
    if (std::ranges::any_of(form.fields, [](const auto& field) { return field.input == FormInput::roles; })) {
        JsonArray roles;
        for (const auto& role : form_roles()) {
            QY_TRY(ticked, sent.text("role." + std::string(role.name)));
            if (!ticked.empty()) roles.push_back(boost::json::value(role.name));
            state.values["role." + std::string(role.name)] = std::move(ticked);
        }
        body["party_roles"] = std::move(roles);
    }
    if (form.proof && state.secret.expose().empty()) {
        for (const auto& field : proof_fields()) QY_CHECK(take(field));
    } else if (form.proof) {
        body["secret"] = state.secret.expose();
    }
    if (form.captcha) {
        QY_TRY(id, sent.text("captcha_id"));
        QY_TRY(answer, sent.text("captcha"));
        body["captcha"] = JsonObject{{"id", id}, {"answer", answer}};
    }
    return body;
}

/// A fresh question, and what a returned registration said.
Result<void> prepare(PageCall& page, const FormPage& form, FormState& state, bool fresh) {
    const auto& use = page.core.parts.use;
    if (form.captcha) {
        QY_TRY(captcha, use.captchas.make(business::CaptchaKind::arithmetic, page.context.language));
        state.captcha_id = captcha.id;
        state.captcha_question = captcha.text;
    }
    if (form.function != "registration.correct" || state.secret.expose().empty()) return {};
    QY_TRY(found, ask(page, "registration.returned", {{"secret", state.secret.expose()}}));
    state.lead = text_in(found, "comment");
    state.values["kind"] = text_in(found, "kind");
    if (!fresh) return {};
    for (const auto& field : form.fields) {
        if (field.input == FormInput::text) state.values[std::string(field.name)] = text_in(found, field.name);
    }
    for (const auto& role : found.as_object().at("party_roles").as_array()) {
        state.values["role." + std::string(role.as_string())] = "1";
    }
    return {};
}

/// The members that the body of a correction has besides: its kind, and for a person only what a person fills in.
void complete(JsonObject& body, const FormPage& form, const FormState& state) {
    if (form.function != "registration.correct") return;
    const auto kind = state.values.find("kind");
    body["kind"] = kind == state.values.end() || kind->second.empty() ? "party" : kind->second;
    if (body["kind"].as_string() == "party") return;
    if (body["kind"].as_string() == "farmer") {
        body.erase("party_name");
        body.erase("party_roles");
        return;
    }
    for (const auto* const member : {"party_name", "party_roles", "region", "address"}) body.erase(member);
}

transport::HttpReply shown_form(PageCall& page, const FormPage& form, FormState state, const Error* error) {
    if (error != nullptr) {
        const auto has = [&](std::string_view name) { return has_field(form, state, name); };
        put_faults(state, *error, page.context.language, has);
    }
    if (auto ready = prepare(page, form, state, error == nullptr); !ready.ok()) {
        if (ready.error().kind != ErrorKind::unauthenticated) return page_error(page, ready.error(), "");
        state.fault = words_of(ready.error(), page.context.language);
        return refused_form(page, ready.error(), form_page(form, state, page.context), "page.form");
    }
    if (error == nullptr) return form_reply(page, 200, form_page(form, state, page.context), "page.form");
    return refused_form(page, *error, form_page(form, state, page.context), "page.form");
}

// A driver's shipment

Result<ShipmentPage> shipment_of(PageCall& page, const std::string& secret) {
    QY_TRY(view, ask(page, "shipment.view", {{"secret", secret}}));
    ShipmentPage shipment;
    shipment.lot_number = text_in(view, "lot_number");
    shipment.product = text_in(view, "product");
    shipment.party = text_in(view, "party");
    shipment.expires_at = text_in(view, "expires_at").substr(0, 16);
    std::replace(shipment.expires_at.begin(), shipment.expires_at.end(), 'T', ' ');
    shipment.records = to_text(view.as_object().at("records"));
    shipment.key = to_hex(page.core.parts.use.services.random.bytes(kKeyBytes));
    for (const auto& name : view.as_object().at("steps").as_array()) {
        if (const auto step = model::parse_shipment_step(name.as_string())) shipment.steps.push_back(*step);
    }
    return shipment;
}

transport::HttpReply shown_shipment(PageCall& page, const std::string& secret, ShipmentPage filled,
                                    const Error* error) {
    auto shipment = shipment_of(page, secret);
    if (!shipment.ok()) {
        const auto words = words_of(shipment.error(), page.context.language);
        return refused_form(page, shipment.error(), shipment_over_page(words, page.context), "page.shipment");
    }
    shipment->recorded = filled.recorded;
    shipment->photo_kept = filled.photo_kept;
    if (error == nullptr) return form_reply(page, 200, shipment_page(*shipment, page.context), "page.shipment");
    shipment->place = std::move(filled.place);
    shipment->temperature = std::move(filled.temperature);
    shipment->note = std::move(filled.note);
    shipment->fault = words_of(error->others.empty() ? *error : error->others.front(), page.context.language);
    return refused_form(page, *error, shipment_page(*shipment, page.context), "page.shipment");
}

struct SentShipment {
    JsonObject body;
    ShipmentPage filled;
};

Result<SentShipment> read_shipment(const PageCall& page, const std::string& secret) {
    QY_TRY(sent, SentForm::read(page.request));
    SentShipment read;
    read.body = {{"secret", secret}};
    for (const auto* const name : {"step", "key", "place", "temperature", "note"}) {
        QY_TRY(value, sent.text(name));
        if (!value.empty()) read.body[name] = value;
    }
    if (const auto photo = sent.file("photo"); !photo.empty()) read.body["photo_base64"] = to_base64(bytes_of(photo));
    read.filled.place = text_in(read.body, "place");
    read.filled.temperature = text_in(read.body, "temperature");
    read.filled.note = text_in(read.body, "note");
    return read;
}

}  // namespace

transport::HttpReply contact_form(PageCall& page) {
    const auto* const form = find_form(page.segments.front());
    QY_ASSERT(form != nullptr);
    const std::size_t depth = form->proof ? 2 : 1;
    if (page.segments.size() > depth) return page_message(page, 404, PageMessage::not_found, "");
    FormState state;
    put_policy(page, state);
    if (page.segments.size() == 2) state.secret = SecretText(page.segments[1]);
    if (page.request.method != "POST") return shown_form(page, *form, std::move(state), nullptr);
    const auto sent = SentForm::read(page.request);
    if (!sent.ok()) return shown_form(page, *form, std::move(state), &sent.error());
    auto body = read_form(*sent, *form, state);
    if (!body.ok()) return shown_form(page, *form, std::move(state), &body.error());
    if (form->function == "registration.correct") (void)prepare(page, *form, state, false);
    complete(*body, *form, state);
    auto answer = ask(page, form->function, *std::move(body));
    if (!answer.ok()) return shown_form(page, *form, std::move(state), &answer.error());
    const auto told = text_in(*answer, form->done.member);
    return form_reply(page, 200, form_done_page(*form, told, page.context), "page.form");
}

transport::HttpReply shipment_form(PageCall& page) {
    if (page.segments.size() != 2) return page_message(page, 404, PageMessage::not_found, "");
    const std::string& secret = page.segments[1];
    if (page.request.method != "POST") {
        const auto done = transport::query_parameter(page.request.query(), "done");
        ShipmentPage filled;
        filled.recorded = done.ok() && done->has_value();
        filled.photo_kept = filled.recorded && **done == "photo";
        return shown_shipment(page, secret, std::move(filled), nullptr);
    }
    auto read = read_shipment(page, secret);
    if (!read.ok()) return shown_shipment(page, secret, {}, &read.error());
    auto answer = ask(page, "shipment.record", std::move(read->body));
    if (!answer.ok()) return shown_shipment(page, secret, std::move(read->filled), &answer.error());
    if (answer->as_object().at("ended").as_bool()) {
        return form_reply(page, 200, shipment_over_page({}, page.context), "page.shipment");
    }
    const bool photo = answer->as_object().at("photo").as_bool();
    return redirect_after_form(page, std::string(page.request.path()), photo ? "done=photo" : "done=1");
}

}  // namespace qy::presentation
