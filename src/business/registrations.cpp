// What applicants do. What the platform does with it: registration_review.cpp.
#include "business/registrations.h"

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/outbox.h"
#include "contact_asking.h"
#include "contact_proofs.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "registration_form.h"
#include "storage/contact_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Registration;
using model::RegistrationKind;
using model::RegistrationState;

constexpr std::int64_t kForgottenAtOnce = 100;

std::string object_of(model::RegistrationId id) {
    return "registration:" + id.to_string();
}

/// A person joins a party that is there; its name is kept with the registration. The cooperative of a farmer is there
/// as well.
Result<void> find_party(storage::Reader& reader, Registration& registration) {
    const bool farmer = registration.kind == RegistrationKind::farmer;
    const bool alone = registration.applicant.credit_code.empty();
    if (registration.kind == RegistrationKind::party || (farmer && alone)) return {};
    QY_TRY(party, storage::parties::by_credit_code(reader, registration.applicant.credit_code));
    if (!party || !party->active) {
        return not_found("party.not_found", {registration.applicant.credit_code}).at("credit_code");
    }
    if (farmer) return {};
    registration.party = party->id;
    registration.applicant.party_name = party->name;
    return {};
}

/// The registration that a proof speaks of, in that state.
Result<Registration> proved_registration(storage::Reader& reader, const Proved& proved, RegistrationState state) {
    QY_TRY(found, storage::contacts::find(reader, model::Reach::everything(), model::RegistrationId(proved.subject)));
    if (!found || found->state != state) return unauthenticated("proof.invalid");
    return *std::move(found);
}

}  // namespace

Result<Asked> Registrations::apply(const RegistrationForm& form, const Asking& asking, const model::Actor& actor) {
    Registration registration;
    registration.kind = form.kind;
    QY_TRY(applicant, checked_form(form));
    QY_TRY(contact, one_contact(form.phone, form.mail));
    QY_CHECK(check_policy_version(services_, form.policy_version));
    QY_CHECK(check_channel(services_, contact));
    QY_CHECK(check_captcha(captchas_, asking));
    registration.applicant = std::move(applicant);
    registration.applicant.contact = contact;
    registration.applicant.language = name_of(asking.language);
    registration.policy_version = form.policy_version;
    QY_TRY(proof, new_proof(services_, proof_of::registration, contact));
    const Time now = services_.clock.now();
    const Asked asked{masked_contact(contact), proof_end(now, contact)};
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(count_message(writer, services_, contact, asking.address_group));
        QY_CHECK(find_party(writer, registration));
        QY_TRY(gone, storage::contacts::forget(writer, RegistrationState::unverified,
                                               now.plus_seconds(-limits::registration_unverified_days * 24 * 3'600),
                                               kForgottenAtOnce));
        (void)gone;
        registration.id = services_.ids.next<model::RegistrationId>();
        registration.created_at = now;
        QY_CHECK(storage::contacts::insert(writer, registration));
        QY_CHECK(
            put_proof(writer, services_, proof, proof_of::registration, registration.id.number(), asked.expires_at));
        QY_CHECK(post_message(
            writer, services_,
            {message_kind::registration,
             contact,
             asking.language,
             {link_or_code(contact, asking.base_url, "confirm", proof.secret), registration.applicant.party_name},
             asked.expires_at}));
        return write_audit(writer, actor,
                           {"registration.apply",
                            object_of(registration.id),
                            "ok",
                            {{"kind", model::to_string(registration.kind)}, {"policy_version", form.policy_version}}},
                           now);
    });
    QY_CHECK(std::move(stored));
    return asked;
}

Result<model::RegistrationId> Registrations::verify(const ContactProof& proof, const model::Actor& actor) {
    QY_TRY(proved, check_proof(services_, proof_of::registration, proof));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::RegistrationId> {
        QY_CHECK(use_proof(writer, proved));
        QY_TRY(registration, proved_registration(writer, proved, RegistrationState::unverified));
        registration.state = RegistrationState::submitted;
        registration.verified_at = now;
        QY_CHECK(storage::contacts::update(writer, registration));
        QY_CHECK(write_audit(writer, actor, {"registration.verify", object_of(registration.id), "ok", {}}, now));
        return registration.id;
    });
}

Result<Registration> Registrations::returned(const ContactProof& proof) {
    QY_TRY(proved, check_proof(services_, proof_of::correction, proof));
    return services_.store.read(
        [&](storage::Reader& reader) { return proved_registration(reader, proved, RegistrationState::returned); });
}

Result<model::RegistrationId> Registrations::correct(const ContactProof& proof, const RegistrationForm& form,
                                                     const model::Actor& actor) {
    QY_TRY(applicant, checked_form(form));
    QY_CHECK(check_policy_version(services_, form.policy_version));
    QY_TRY(proved, check_proof(services_, proof_of::correction, proof));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::RegistrationId> {
        QY_CHECK(use_proof(writer, proved));
        QY_TRY(registration, proved_registration(writer, proved, RegistrationState::returned));
        if (registration.kind != form.kind) return invalid("registration.kind").at("kind");
        auto corrected = applicant;
        corrected.contact = registration.applicant.contact;
        corrected.language = registration.applicant.language;
        registration.applicant = std::move(corrected);
        registration.policy_version = form.policy_version;
        registration.state = RegistrationState::submitted;
        QY_CHECK(find_party(writer, registration));
        QY_CHECK(storage::contacts::update(writer, registration));
        QY_CHECK(write_audit(writer, actor, {"registration.correct", object_of(registration.id), "ok", {}}, now));
        return registration.id;
    });
}

}  // namespace qy::business
