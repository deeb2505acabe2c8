// The rows of the forms.
#include <algorithm>
#include <array>

#include "pages/form_page.h"

namespace qy::presentation {
namespace {

using enum FormInput;

constexpr FormField kProof[] = {{"phone", Text::field_phone, phone}, {"code", Text::field_code, code}};
constexpr FormField kRegister[] = {
    {"party_name", Text::field_party_name},          {"credit_code", Text::field_credit_code},
    {"party_roles", Text::field_roles, roles},       {"region", Text::field_region, text, false},
    {"address", Text::field_address, text, false},   {"full_name", Text::field_full_name},
    {"phone", Text::field_phone, phone, false},      {"mail", Text::field_or_mail, mail, false},
    {"policy_version", Text::field_consent, consent}};
constexpr FormField kCorrect[] = {
    {"party_name", Text::field_party_name},          {"credit_code", Text::field_credit_code},
    {"party_roles", Text::field_roles, roles},       {"region", Text::field_region, text, false},
    {"address", Text::field_address, text, false},   {"full_name", Text::field_full_name},
    {"policy_version", Text::field_consent, consent}};
constexpr FormField kFarmer[] = {{"full_name", Text::field_own_name},
                                 {"region", Text::field_region, text, false},
                                 {"address", Text::field_address, text, false},
                                 {"credit_code", Text::field_cooperative, text, false},
                                 {"phone", Text::field_phone, phone, false},
                                 {"mail", Text::field_or_mail, mail, false},
                                 {"policy_version", Text::field_consent, consent}};
constexpr FormField kEnrol[] = {{"credit_code", Text::field_credit_code},
                                {"full_name", Text::field_full_name},
                                {"phone", Text::field_phone, phone, false},
                                {"mail", Text::field_or_mail, mail, false},
                                {"policy_version", Text::field_consent, consent}};
constexpr FormField kJoin[] = {{"name", Text::field_user},
                               {"password", Text::field_password, password},
                               {"policy_version", Text::field_consent, consent}};
constexpr FormField kPassword[] = {{"password", Text::field_password, password}};
constexpr FormField kForgot[] = {
    {"name", Text::field_user}, {"phone", Text::field_phone, phone, false}, {"mail", Text::field_or_mail, mail, false}};

constexpr FormDone kReview{Text::form_done_review};
constexpr FormDone kAccount{Text::form_done_account, "name"};
constexpr FormDone kSent{Text::form_done_sent, "sent_to"};

constexpr FormPage kForms[] = {
    {"register", "party.register", Text::form_register, Text::form_register_lead, kSent, kRegister, false, true},
    {"farmer", "farmer.register", Text::form_farmer, Text::form_farmer_lead, kSent, kFarmer, false, true},
    {"enrol", "user.register", Text::form_enrol, Text::form_enrol_lead, kSent, kEnrol, false, true},
    {"confirm", "registration.confirm", Text::form_confirm, Text::form_confirm_lead, kReview, {}, true},
    {"correct", "registration.correct", Text::form_correct, Text::form_correct_lead, kReview, kCorrect, true},
    {"join", "user.accept", Text::form_join, Text::form_join_lead, kAccount, kJoin, true},
    {"password", "user.recover", Text::form_password, Text::form_password_lead, kAccount, kPassword, true},
    {"forgot", "user.forgot", Text::form_forgot, Text::form_forgot_lead, kSent, kForgot, false, true},
};

constexpr FormRole kRoles[] = {{"producer", Text::role_producer},
                               {"processor", Text::role_processor},
                               {"carrier", Text::role_carrier},
                               {"seller", Text::role_seller},
                               {"service_provider", Text::role_service_provider},
                               {"laboratory", Text::role_laboratory},
                               {"printing_house", Text::role_printing_house}};

struct PeopleRow {
    std::string_view code;
    Text words;
};
constexpr PeopleRow kForPeople[] = {{"login.captcha_required", Text::form_captcha_asked},
                                    {"login.captcha_wrong", Text::form_captcha_wrong}};

}  // namespace

std::optional<Text> words_for_people(std::string_view code) {
    const auto* const row = std::ranges::find(kForPeople, code, &PeopleRow::code);
    return row == std::end(kForPeople) ? std::nullopt : std::optional(row->words);
}

std::span<const FormPage> form_pages() {
    return kForms;
}

const FormPage* find_form(std::string_view path) {
    const auto* const found = std::ranges::find(kForms, path, &FormPage::path);
    return found == std::end(kForms) ? nullptr : found;
}

std::span<const FormField> proof_fields() {
    return kProof;
}

std::span<const FormRole> form_roles() {
    return kRoles;
}

}  // namespace qy::presentation
