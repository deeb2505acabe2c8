#pragma once
// Users, their passwords, tokens and own data. Signing in is sessions.h, roles by two persons role_desk.h. (clauses
// 6.5.1, 6.5.2, 9.4.1)
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "model/account.h"
#include "model/actor.h"
#include "model/user.h"

namespace qy::business {

class PasswordPolicy;
struct Asking;

/// A user without roles and password, and where it can be reached: exactly one of phone and mail.
struct NewAccount {
    std::string name;
    model::PartyId party;  ///< none: the actor's own party
    std::string phone;
    std::string mail;
};

/// What sets the password was sent to the user, and to nobody else.
struct SentTo {
    std::string sent_to;  ///< masked
    Time expires_at;
};

struct NewUser {
    std::string name;  ///< 3–64 of a–z 0–9 . _ -
    std::vector<model::Role> roles;
    model::PartyId party;  ///< none: the actor's own party
    SecretText password;   ///< as the policy of passwords asks (password.* settings)
};

/// Shown once; whoever has it may set one password with it.
struct OneTimeSecret {
    SecretText secret;
    Time expires_at;
};

/// A bearer token to be made.
struct TokenOrder {
    std::string user;
    std::string label = {};                 ///< what it is for
    std::optional<std::int64_t> days = {};  ///< none: setting token.days
};
/// Shown once.
struct IssuedToken {
    model::TokenId id;
    SecretText secret;
    Time expires_at;
};

/// Who shows a token.
struct TokenBearer {
    model::Actor actor;
    model::TokenId token;
    Time expires_at;
};

/// A user's own data. Stored sealed.
struct Profile {
    std::string full_name;
    std::string phone;
    std::string mail;
};

/// Safe from any thread. Every change is audited in its own transaction. Whatever takes rights away or changes a
/// password by somebody else's hand ends the user's sessions.
class Accounts {
 public:
    explicit Accounts(const Services& services);
    ~Accounts();

    /// The operator's: a user that may sign in at once. Errors: invalid `user.name`, `password.refused`,
    /// `user.roles_combined`; conflict `user.exists`; not_found `party.not_found`.
    Result<model::UserId> add(const NewUser& user, const model::Actor& actor);
    /// A security administrator's: a user without roles, who sets the password with what is sent to it. Errors: as add;
    /// invalid `contact.one`, `user.phone`, `user.mail`; conflict `user.unreachable` {command} (that channel is not set
    /// up); limited `message.too_many` {seconds}.
    Result<SentTo> create(const NewAccount& account, const Asking& asking, const model::Actor& actor);
    /// The operator's, at the machine: the same, with a secret that is told. Errors: as add.
    Result<OneTimeSecret> create(std::string_view name, model::PartyId party, const model::Actor& actor);
    /// The operator's, at once. Errors: not_found `user.not_found`; invalid `user.roles_combined`.
    Result<std::vector<model::Role>> change_roles(std::string_view name, const std::vector<model::Role>& add,
                                                  const std::vector<model::Role>& remove, const model::Actor& actor);
    /// The operator's: a new bearer token, stored as a keyed hash. Errors: not_found `user.not_found`; invalid
    /// `token.days` {most}.
    Result<IssuedToken> issue_token(const TokenOrder& order, const model::Actor& actor);
    /// By id, after `after`; of one user, or (empty name) of all. REQUIRES: limit ≥ 1. Errors: not_found
    /// `user.not_found`.
    Result<std::vector<model::BearerToken>> tokens(std::string_view user, model::TokenId after, std::int64_t limit);
    /// Ends a token at once; `owner`: the user whose token it must be, none: anybody's. Errors: not_found
    /// `token.not_found`; conflict `token.revoked` (it was before).
    Result<void> revoke_token(model::TokenId id, model::UserId owner, const model::Actor& actor);
    /// The operator's: sets a password at once and revokes the user's tokens. Errors: not_found `user.not_found`;
    /// invalid `password.refused`.
    Result<void> reset_password(std::string_view name, const SecretText& password, const model::Actor& actor);
    /// A security administrator's: the password no longer opens anything; a new one is set with what is sent to the
    /// user. Second factors stay. Errors: not_found `user.not_found`; denied `user.own`; conflict `user.unreachable`
    /// {command}; limited `message.too_many` {seconds}.
    Result<SentTo> reset(std::string_view name, const Asking& asking, const model::Actor& actor);
    /// The operator's, at the machine: the same, with a secret that is told; `with_factors`: second factors go too.
    /// Errors: not_found `user.not_found`; denied `user.own`.
    Result<OneTimeSecret> reset(std::string_view name, bool with_factors, const model::Actor& actor);
    /// Errors: not_found `user.not_found`; denied `user.own`.
    Result<void> lock(std::string_view name, const model::Actor& actor);
    /// Also wakes dormant users. Errors: not_found `user.not_found`; denied `user.own`.
    Result<void> unlock(std::string_view name, const model::Actor& actor);
    /// Who saved this phone or mail address; exactly one of them. Errors: invalid `contact.one`, `user.phone`,
    /// `user.mail`.
    Result<std::vector<model::User>> with_contact(std::string_view phone, std::string_view mail);
    /// Disables whoever was not seen for login.dormant_days; returns how many.
    Result<std::int64_t> disable_dormant_users(const model::Actor& actor);

    /// While there is no user at all: the secret by which the first security administrator chooses name and password;
    /// it replaces the one of an earlier start. Nothing when there is a user.
    Result<std::optional<OneTimeSecret>> first_run(const model::Actor& actor);
    /// Sets the password that a one-time secret allows; `name` where the user is yet to be made. Returns the user's
    /// name. Errors: unauthenticated `user.secret_invalid` (unknown, used, expired); invalid `password.refused`,
    /// `password.reused`, `user.name`; conflict `user.exists`. After an error the secret is as good as before.
    Result<std::string> redeem(const SecretText& secret, std::string_view name, const SecretText& password,
                               const model::Actor& actor);
    /// A user's own change; its other sessions end. Errors: invalid `password.wrong`, `password.refused`,
    /// `password.reused`.
    Result<void> change_password(const model::Actor& actor, model::SessionId kept, const SecretText& present,
                                 const SecretText& wanted);
    Result<Profile> profile(model::UserId user);
    /// Errors: invalid `user.phone`, `user.mail`.
    Result<void> save_profile(const Profile& profile, const model::Actor& actor);

    /// The user of a token. Errors: unauthenticated `token.invalid` (unknown), `token.revoked`, `token.expired` {day},
    /// `token.disabled` {reason} (the user is locked, dormant or closed).
    Result<TokenBearer> authenticate(const SecretText& token);
    /// Whether a token that was good a moment ago still is. Errors: as authenticate.
    Result<void> check_token(model::TokenId id);

 private:
    const Services services_;
    const std::unique_ptr<const PasswordPolicy> policy_;
};

}  // namespace qy::business
