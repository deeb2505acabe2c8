#pragma once
// Users who forgot their password set a new one by mail link or SMS code. (clause 6.5.1) Second factors stay: whoever
// has one still needs it to sign in.
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "business/captchas.h"
#include "business/contact_proof.h"
#include "business/registrations.h"
#include "business/services.h"

namespace qy::business {

class PasswordPolicy;

/// Safe from any thread. Every change is audited in its own transaction.
class Recovery {
 public:
    /// `captchas` must outlive this.
    Recovery(const Services& services, Captchas& captchas);
    ~Recovery();

    /// Sends a proof to the contact if the active user of this name has it. Answers alike whether or not there is such
    /// a user, at the same cost. Errors: unauthenticated `login.captcha_required`, `login.captcha_wrong`; limited
    /// `message.too_many` {seconds}; unavailable `message.no_channel`; invalid `contact.one`, `user.phone`,
    /// `user.mail`.
    Result<Asked> ask(std::string_view name, std::string_view phone, std::string_view mail, const Asking& asking,
                      const model::Actor& actor);
    /// Sets the password; sessions, tokens and known browsers of the user end. Returns the user's name. Errors:
    /// unauthenticated `proof.invalid`; invalid `password.refused`, `password.reused`. After an error but
    /// `proof.invalid` the proof is as good as before.
    Result<std::string> recover(const ContactProof& proof, const SecretText& password, const Asking& asking,
                                const model::Actor& actor);

 private:
    const Services services_;
    Captchas& captchas_;
    const std::unique_ptr<const PasswordPolicy> policy_;
};

}  // namespace qy::business
