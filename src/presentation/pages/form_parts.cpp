#include "pages/form_parts.h"

namespace qy::presentation {
namespace {

constexpr int kCaptchaMax = 6;
constexpr std::string_view kPhotoNote = "photo-note";
constexpr std::string_view kPolicyVersion = "policy_version";

std::string_view found_in(const std::map<std::string, std::string, std::less<>>& texts, std::string_view name) {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string_view() : std::string_view(found->second);
}

Attribute where_told(AttributeName name, std::string_view value) {
    return value.empty() ? Attribute() : Attribute(name, value);
}

}  // namespace

std::string_view value_of(const FormState& state, std::string_view name) {
    return found_in(state.values, name);
}

std::string_view fault_of(const FormState& state, std::string_view name) {
    return found_in(state.faults, name);
}

void write_fault(PageWriter& page, std::string_view words) {
    if (!words.empty()) page.html.element("p", {{"class", "says bad"}, {"role", "alert"}}, words);
}

FieldFault::FieldFault(std::string_view name, std::string_view words, std::string_view note)
    : id_(std::string(name) + "-fault"), ids_(note), words_(words) {
    if (words_.empty()) return;
    if (!ids_.empty()) ids_ += ' ';
    ids_ += id_;
}

void FieldFault::write(PageWriter& page) const {
    if (words_.empty()) return;
    page.html.element("p", {{"id", id_}, {"class", "says bad"}, {"role", "alert"}}, words_);
}

void write_text_input(PageWriter& page, const TextInput& input, std::string_view fault) {
    const FieldFault told(input.name, fault);
    const auto box = page.html.open("div");
    page.html.element("label", {{"for", input.name}}, input.label);
    page.html.leaf("input", {{"id", input.name},
                             {"name", input.name},
                             {"type", input.type},
                             {"autocomplete", input.autocomplete},
                             where_told("inputmode", input.inputmode),
                             {"maxlength", input.length_max},
                             where_told("value", input.value),
                             input.required ? Attribute::flag("required") : Attribute(),
                             told.invalid(),
                             told.described()});
    told.write(page);
}

void write_check_box(PageWriter& page, const CheckBox& box, std::string_view label, const FieldFault& fault) {
    const auto line = page.html.open("label");
    page.html.leaf("input", {{"type", "checkbox"},
                             {"name", box.name},
                             {"value", box.value},
                             box.ticked ? Attribute::flag("checked") : Attribute(),
                             box.required ? Attribute::flag("required") : Attribute(),
                             fault.invalid(),
                             fault.described()});
    page.html.text(" ").text(label);
}

void write_consent(PageWriter& page, const FormState& state, std::string_view words, Consent consent) {
    if (state.policy_version.empty()) return;
    const FieldFault fault(kPolicyVersion, fault_of(state, kPolicyVersion));
    const auto box = page.html.open("div");
    const bool agreed = value_of(state, kPolicyVersion) == state.policy_version;
    write_check_box(page, {kPolicyVersion, state.policy_version, agreed, consent == Consent::required}, words, fault);
    fault.write(page);
    if (state.policy_url.empty()) return;
    page.html.element("a", {Attribute::url("href", state.policy_url), {"target", "_blank"}, {"rel", "noopener"}},
                      page.say(Text::form_policy));
}

void write_captcha(PageWriter& page, const FormState& state) {
    if (state.captcha_id.empty()) return;
    page.html.leaf("input", {{"type", "hidden"}, {"name", "captcha_id"}, {"value", state.captcha_id}});
    write_text_input(page,
                     {.name = "captcha",
                      .label = state.captcha_question,
                      .length_max = kCaptchaMax,
                      .inputmode = "numeric",
                      .required = true},
                     fault_of(state, "captcha"));
}

void write_photo_input(PageWriter& page, PhotoFrom from, std::string_view note, std::string_view fault) {
    const FieldFault told("photo", fault, kPhotoNote);
    const auto box = page.html.open("div");
    page.html.element("label", {{"for", "photo"}}, page.say(Text::ship_photo));
    page.html.leaf("input", {{"id", "photo"},
                             {"name", "photo"},
                             {"type", "file"},
                             {"accept", "image/jpeg,image/png,image/webp"},
                             from == PhotoFrom::camera ? Attribute("capture", "environment") : Attribute(),
                             told.invalid(),
                             told.described()});
    page.html.element("p", {{"id", kPhotoNote}, {"class", "soft"}}, note);
    told.write(page);
}

}  // namespace qy::presentation
