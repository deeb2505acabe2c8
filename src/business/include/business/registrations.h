#pragma once
// Parties and people register: filled in by anybody, proved by phone or mail, decided by the platform. (clause 6.5.1)
// What comes of it is an invitation (invitations.h) to choose name and password.
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/captchas.h"
#include "business/contact_proof.h"
#include "business/services.h"
#include "model/contact.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// What an applicant fills in. A person names the party to join by its credit code, a farmer the cooperative, if any.
struct RegistrationForm {
    model::RegistrationKind kind = model::RegistrationKind::party;
    std::string party_name;
    std::string credit_code;
    std::vector<model::PartyRole> party_roles;
    std::string region;
    std::string address;
    std::string full_name;
    std::string phone;
    std::string mail;
    std::string policy_version;
};

/// Told to everybody alike: nobody learns which phones and addresses are known.
struct Asked {
    std::string sent_to;  ///< as it was typed, masked
    Time expires_at;
};

/// Safe from any thread. Every change is audited in its own transaction.
class Registrations {
 public:
    /// `captchas` must outlive this.
    Registrations(const Services& services, Captchas& captchas) : services_(services), captchas_(captchas) {}

    /// Keeps the form until its contact is proved, and sends the proof. Errors: unauthenticated
    /// `login.captcha_required`, `login.captcha_wrong`; limited `message.too_many` {seconds}; unavailable
    /// `message.no_channel`; conflict `consent.version` {version}; not_found `party.not_found` (of a person: none has
    /// that credit code); invalid `contact.one`, `user.phone`, `user.mail`, `credit_code.malformed`,
    /// `credit_code.check`, `registration.name`, `registration.roles`, `registration.region`.
    Result<Asked> apply(const RegistrationForm& form, const Asking& asking, const model::Actor& actor);
    /// The contact is proved: the registration goes to review. Errors: unauthenticated `proof.invalid`; invalid
    /// `proof.malformed`.
    Result<model::RegistrationId> verify(const ContactProof& proof, const model::Actor& actor);
    /// What was returned, to be corrected: its form and the comment. Errors: as verify.
    Result<model::Registration> returned(const ContactProof& proof);
    /// Back to review with a corrected form; its contact stays. Errors: as verify; those of the form.
    Result<model::RegistrationId> correct(const ContactProof& proof, const RegistrationForm& form,
                                          const model::Actor& actor);

    /// Those of the actor's reach: all for the platform, people who join its party for a party's administrator.
    Result<std::vector<model::Registration>> list(model::RegistrationState state, model::RegistrationId after,
                                                  std::int64_t limit, const model::Actor& actor);
    /// Errors: not_found `registration.not_found`.
    Result<model::Registration> get(model::RegistrationId id, const model::Actor& actor);
    /// Makes the party, or takes the one that is there under this credit code and has no user yet; invites the first
    /// user. Errors: not_found `registration.not_found`; conflict `registration.state` {state}, `party.has_users`,
    /// `party.inactive`; denied `permission.denied`.
    Result<model::Invitation> approve(model::RegistrationId id, const Asking& asking, const model::Actor& actor);
    /// Back to the applicant, with a comment. Errors: as approve; invalid `registration.comment` (none).
    Result<void> give_back(model::RegistrationId id, const std::string& comment, const Asking& asking,
                           const model::Actor& actor);
    Result<void> reject(model::RegistrationId id, const std::string& comment, const Asking& asking,
                        const model::Actor& actor);

 private:
    Result<model::Registration> decided(storage::Writer& writer, model::RegistrationId id,
                                        model::RegistrationState state, const std::string& comment,
                                        const model::Actor& actor);
    const Services services_;
    Captchas& captchas_;
};

}  // namespace qy::business
