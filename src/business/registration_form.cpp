#include "registration_form.h"

#include <algorithm>
#include <array>

#include "base/account_limits.h"
#include "base/text.h"
#include "model/checks.h"
#include "model/region.h"

namespace qy::business {
namespace {

using model::PartyRole;

/// What a firm may say of itself; the other roles are given by the platform.
constexpr std::array kOpenRoles{PartyRole::producer,      PartyRole::processor,        PartyRole::carrier,
                                PartyRole::seller,        PartyRole::service_provider, PartyRole::laboratory,
                                PartyRole::printing_house};

bool are_open(const std::vector<PartyRole>& roles) {
    return !roles.empty() && roles.size() <= limits::party_roles_per_registration_max &&
           std::ranges::all_of(roles,
                               [](PartyRole role) { return std::ranges::find(kOpenRoles, role) != kOpenRoles.end(); });
}

/// Where a party is, as far as it says.
void check_place(const RegistrationForm& form, model::Applicant& applicant, std::vector<Error>& faults) {
    applicant.region = form.region;
    applicant.address = trim(form.address);
    const bool known = form.region.empty() || model::find_region(form.region) != nullptr;
    if (!known) faults.push_back(invalid("registration.region", {form.region}).at("region"));
}

void check_firm(const RegistrationForm& form, model::Applicant& applicant, std::vector<Error>& faults) {
    applicant.party_name = trim(form.party_name);
    applicant.party_roles = form.party_roles;
    if (applicant.party_name.empty()) faults.push_back(invalid("registration.name").at("party_name"));
    if (!are_open(form.party_roles)) faults.push_back(invalid("registration.roles").at("party_roles"));
}

}  // namespace

Result<model::Applicant> checked_form(const RegistrationForm& form) {
    using model::RegistrationKind;
    std::vector<Error> faults;
    model::Applicant applicant;
    applicant.full_name = trim(form.full_name);
    if (applicant.full_name.empty()) faults.push_back(invalid("registration.full_name").at("full_name"));
    const bool alone = form.kind == RegistrationKind::farmer && trim(form.credit_code).empty();
    auto code = alone ? Result<std::string>(std::string()) : model::checked_credit_code(form.credit_code);
    if (code.ok()) {
        applicant.credit_code = *std::move(code);
    } else {
        faults.push_back(std::move(code).error().at("credit_code"));
    }
    if (form.kind == RegistrationKind::party) check_firm(form, applicant, faults);
    if (form.kind == RegistrationKind::farmer) {
        applicant.party_name = applicant.full_name;
        applicant.party_roles = {PartyRole::producer};
    }
    if (form.kind != RegistrationKind::person) check_place(form, applicant, faults);
    if (faults.empty()) return applicant;
    Error all = invalid("request.invalid");
    all.others = std::move(faults);
    return all;
}

}  // namespace qy::business
