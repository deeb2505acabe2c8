#include "pages/form_page.h"

#include "pages/form_parts.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

constexpr int kTextMax = 500;
constexpr int kCodeMax = 6;

struct Kind {
    std::string_view type;
    std::string_view autocomplete;
    std::string_view inputmode;
    int length_max;
};

Kind kind_of(FormInput input) {
    switch (input) {
        case FormInput::phone:
            return {"tel", "tel", "tel", kTextMax};
        case FormInput::mail:
            return {"email", "email", "email", kTextMax};
        case FormInput::password:
            return {"password", "new-password", "text", kTextMax};
        case FormInput::code:
            return {"text", "one-time-code", "numeric", kCodeMax};
        default:
            return {"text", "on", "text", kTextMax};
    }
}

void write_roles(PageWriter& page, const FormField& field, const FormState& state) {
    const FieldFault fault(field.name, fault_of(state, field.name));
    const auto box = page.html.open("div");
    {
        const auto group = page.html.open("fieldset", {fault.described()});
        page.html.element("legend", {}, page.say(field.label));
        for (const auto& role : form_roles()) {
            const std::string name = "role." + std::string(role.name);
            write_check_box(page, {name, "1", !value_of(state, name).empty()}, page.say(role.label), {name, {}});
        }
    }
    fault.write(page);
}

void write_field(PageWriter& page, const FormField& field, const FormState& state) {
    if (field.input == FormInput::roles) return write_roles(page, field, state);
    if (field.input == FormInput::consent) {
        return write_consent(page, state, page.say(field.label, {state.policy_version}), Consent::required);
    }
    const auto kind = kind_of(field.input);
    const bool secret = field.input == FormInput::password;
    write_text_input(page,
                     {.name = field.name,
                      .label = page.say(field.label),
                      .value = secret ? std::string_view() : value_of(state, field.name),
                      .length_max = kind.length_max,
                      .type = kind.type,
                      .autocomplete = kind.autocomplete,
                      .inputmode = kind.inputmode,
                      .required = field.required},
                     fault_of(state, field.name));
}

void write_form(PageWriter& page, const FormPage& form, const FormState& state) {
    const auto section = page.html.open("section", {{"class", "card"}});
    write_fault(page, state.fault);
    const auto html = page.html.open(
        "form", {{"class", "ask"}, {"method", "post"}, Attribute::url("action", page.link(page.context.path))});
    if (form.proof && state.secret.expose().empty()) {
        for (const auto& field : proof_fields()) write_field(page, field, state);
    }
    for (const auto& field : form.fields) write_field(page, field, state);
    write_captcha(page, state);
    page.html.element("button", {{"type", "submit"}}, page.say(Text::form_send));
}

PageFrame framed(const FormPage& form, const PageContext& context, std::string_view lead) {
    PageFrame frame;
    frame.title = page_text(form.title, context.language);
    frame.hero = [&form, lead](PageWriter& page) {
        const auto hero = page.html.open("div", {{"class", "hero"}});
        page.html.element("h1", {}, page.say(form.title)).element("p", {}, lead);
    };
    return frame;
}

}  // namespace

std::string form_page(const FormPage& form, const FormState& state, const PageContext& context) {
    const std::string lead = page_text(form.lead, context.language, {state.lead});
    auto frame = framed(form, context, lead);
    frame.main = [&](PageWriter& page) { write_form(page, form, state); };
    return framed_page(context, frame);
}

std::string form_done_page(const FormPage& form, std::string_view told, const PageContext& context) {
    const std::string words = page_text(form.done.words, context.language, {told});
    auto frame = framed(form, context, page_text(Text::form_done, context.language));
    frame.main = [&](PageWriter& page) {
        const auto section = page.html.open("section", {{"class", "card"}});
        page.html.element("p", {{"role", "status"}}, words);
    };
    return framed_page(context, frame);
}

}  // namespace qy::presentation
