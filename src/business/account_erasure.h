#pragma once
// What is left of a closed account: a row without a person, which records and the audit trail may go on naming by its
// id. (clause 6.5.2; GB/T 35273 8.3, 8.5)
#include <string_view>

#include "base/result.h"
#include "business/services.h"
#include "model/user.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// Destroys everything personal and everything that opens the account: name, contacts, passwords, second factors,
/// sessions, tokens, proofs on their way, the words of requests, and the forms by which the person registered. The name
/// is never given to anybody else. Errors: those of storage and keys.
Result<void> erase_account(storage::Writer& writer, const Services& services, const model::User& user);

/// Errors: conflict `user.exists` {name}: somebody has it, or had it until the account was closed.
Result<void> check_name_free(storage::Reader& reader, const Services& services, std::string_view name);

/// Whether a user may close its account without the platform: not staff, and not the last administrator of its party.
Result<bool> may_close_alone(storage::Reader& reader, const Services& services, const model::User& user);

}  // namespace qy::business
