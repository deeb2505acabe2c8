#pragma once
// The form of a registration, checked as a whole. (clause 6.5.1)
#include "base/result.h"
#include "business/registrations.h"

namespace qy::business {

/// What was filled in, cleaned. The contact is the caller's. Errors: invalid `request.invalid` with `others`:
/// `registration.name`, `credit_code.malformed`, `credit_code.check`, `registration.roles`, `registration.region`,
/// `registration.full_name`.
Result<model::Applicant> checked_form(const RegistrationForm& form);

}  // namespace qy::business
