#pragma once
// Stored passwords as accounts and log-ins handle them: cost by setting, history, age. (clause 9.4.1)
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "crypto/password.h"
#include "model/user.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

[[nodiscard]] crypto::PasswordCost password_cost(const Settings& settings);
[[nodiscard]] Result<std::string> hash_of_password(const Services& services, const SecretText& password);
[[nodiscard]] Result<crypto::PasswordCheck> check_against(const Services& services, const SecretText& password,
                                                          std::string_view stored);
/// Errors: invalid `password.reused` {count}: one of the last passwords of the user, the present one among them.
Result<void> check_history(const Services& services, model::UserId user, const SecretText& password);
/// Stores the new hash and keeps the old one as history.
Result<void> replace_password(storage::Writer& writer, const Services& services, model::UserId user,
                              std::string_view hash, bool initial);
/// Whether a member of staff has had the password for too long.
[[nodiscard]] bool is_too_old(const Services& services, const model::User& user, const model::Rights& rights);

}  // namespace qy::business
