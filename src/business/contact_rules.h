#pragma once
// Phones and mail addresses: their form, and how those of users are stored. (clause 6.5.2)
#include <string>
#include <string_view>

#include "base/result.h"
#include "business/accounts.h"
#include "business/services.h"
#include "model/contact.h"
#include "storage/user_store.h"

namespace qy::business {

/// Digits, with an optional + before them.
[[nodiscard]] bool is_phone(std::string_view text);
/// One address of printable ASCII, as it may stand in the header of a mail.
[[nodiscard]] bool is_mail(std::string_view text);

/// Exactly one of the two, in the form that is compared: a phone without +86, an address in lower case. Errors: invalid
/// `contact.one` (none, or both), `user.phone`, `user.mail`.
Result<model::Contact> one_contact(std::string_view phone, std::string_view mail);
/// "138****8000", "l***@example.cn".
[[nodiscard]] std::string masked_contact(const model::Contact& contact);
[[nodiscard]] Profile profile_with(std::string_view full_name, const model::Contact& contact);
[[nodiscard]] bool is_contact_of(const Profile& profile, const model::Contact& contact);

/// How a user's own data are stored, and back. Errors: not_found `keyring.no_key`; corrupt `field.damaged`.
Result<storage::users::Contacts> sealed_profile(const Services& services, model::UserId user, const Profile& profile);
Result<Profile> opened_profile(const Services& services, model::UserId user, const storage::users::Contacts& contacts);

}  // namespace qy::business
