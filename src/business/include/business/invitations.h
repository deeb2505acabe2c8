#pragma once
// Users of a party are invited by its administrator, by mail or SMS, and choose name and password themselves.
// (clause 6.5.1)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/contact_proof.h"
#include "business/services.h"
#include "model/contact.h"
#include "model/user.h"

namespace qy::business {

class PasswordPolicy;

struct InvitationOrder {
    std::string full_name;
    std::string phone;
    std::string mail;
    std::vector<model::Role> roles;
};

struct Acceptance {
    std::string name;  ///< of the user, as Accounts asks
    SecretText password;
    std::string full_name;       ///< empty: as the invitation says
    std::string policy_version;  ///< agreed to; not asked when a registration did
};

/// A user that was made, and the roles that wait for the platform.
struct Accepted {
    model::User user;
    std::vector<model::Role> asked_for;
};

/// Nobody invites the one who agrees to its own work: a role that reviews is not given by an invitation. It is proposed
/// in the inviter's name when the invitation is accepted, and a security administrator of the platform decides
/// (role_desk.h). Safe from any thread. Every change is audited in its own transaction.
class Invitations {
 public:
    explicit Invitations(const Services& services);
    ~Invitations();

    /// Into the actor's own party, with roles whose permissions the actor holds itself, whoever admits users everywhere
    /// with any of one party. Errors: invalid `invitation.roles` (none, or others than these), `contact.one`,
    /// `user.phone`, `user.mail`; limited `message.too_many` {seconds}; unavailable `message.no_channel`.
    Result<model::Invitation> invite(const InvitationOrder& order, const Asking& asking, const model::Actor& actor);
    /// Of the actor's own party, newest first. REQUIRES: limit ≥ 1.
    Result<std::vector<model::Invitation>> list(model::InvitationId before, std::int64_t limit,
                                                const model::Actor& actor);
    /// Errors: not_found `invitation.not_found` (also those of other parties); conflict `invitation.state` {state}.
    Result<void> revoke(model::InvitationId id, const model::Actor& actor);
    /// Makes the user. Errors: unauthenticated `proof.invalid`; invalid `user.name`, `password.refused`; conflict
    /// `user.exists`, `consent.version` {version}. After an error but `proof.invalid` the proof is as good as before.
    Result<Accepted> accept(const ContactProof& proof, const Acceptance& acceptance, const model::Actor& actor);

 private:
    const Services services_;
    const std::unique_ptr<const PasswordPolicy> policy_;
};

}  // namespace qy::business
