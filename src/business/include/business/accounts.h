#pragma once
// Users, roles and bearer tokens, the least that is honest; log-in comes with accounts. (clauses 6.5.1, 9.4.1)
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "model/actor.h"

namespace qy::business {

class PasswordPolicy;

struct NewUser {
    std::string name;  ///< 3–64 of a–z 0–9 . _ -
    std::vector<model::Role> roles;
    model::PartyId party;  ///< none: the operator's own party
    SecretText password;   ///< as the policy of passwords asks (password.* settings)
};

/// Safe from any thread. Every change is audited in its own transaction.
class Accounts {
 public:
    explicit Accounts(const Services& services);
    ~Accounts();

    /// Errors: invalid `user.name`, `password.refused`, `user.roles_combined`; conflict `user.exists`; not_found
    /// `party.not_found`.
    Result<model::UserId> add(const NewUser& user, const model::Actor& actor);
    /// Errors: not_found `user.not_found`; invalid `user.roles_combined`.
    Result<std::vector<model::Role>> change_roles(std::string_view name, const std::vector<model::Role>& add,
                                                  const std::vector<model::Role>& remove, const model::Actor& actor);
    /// A new bearer token; shown once, stored as a keyed hash. Errors: not_found `user.not_found`.
    Result<SecretText> issue_token(std::string_view name, const model::Actor& actor);
    /// Sets a new password and revokes the user's tokens: the demo's renewal at each start.
    Result<void> reset_password(std::string_view name, const SecretText& password, const model::Actor& actor);
    /// The user of a token. Errors: unauthenticated `token.invalid` (unknown, expired, revoked, or the user is not
    /// active).
    Result<model::Actor> authenticate(const SecretText& token);
    /// True when the password fits; takes the same time for an unknown name.
    Result<bool> check_password(std::string_view name, const SecretText& password);

 private:
    const Services services_;
    const std::unique_ptr<const PasswordPolicy> policy_;
};

}  // namespace qy::business
