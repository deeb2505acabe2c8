#pragma once
// What administrators do with other people's accounts, whichever way their users get to set a password. (clause 6.5.1)
#include <string>
#include <string_view>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/user.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// Nobody locks, resets or wakes itself: another person does. Errors: denied `user.own`.
Result<void> check_other(const model::User& user, const model::Actor& actor);

/// The hash of a password that nobody knows. Takes as long as any. Errors: those of the keyring.
Result<std::string> hash_of_nothing(const Services& services);

/// A user without roles, whose password is `hash` until it is set. Errors: not_found `party.not_found`; conflict
/// `user.exists`.
Result<model::User> make_account(storage::Writer& writer, const Services& services, std::string_view name,
                                 model::PartyId party, std::string_view hash, const model::Actor& actor);
/// Its password becomes `hash`; sessions, tokens and known browsers end, with `with_factors` its second factors too:
/// how many. Errors: denied `user.own`.
Result<std::int64_t> take_access_away(storage::Writer& writer, const Services& services, const model::User& user,
                                      std::string_view hash, bool with_factors, const model::Actor& actor);

}  // namespace qy::business
