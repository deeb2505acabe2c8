// What the platform decides about registrations. (clause 6.5.1)
#include <algorithm>

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/outbox.h"
#include "business/registrations.h"
#include "contact_asking.h"
#include "contact_proofs.h"
#include "message_texts.h"
#include "new_invitation.h"
#include "storage/contact_store.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Registration;
using model::RegistrationKind;
using model::RegistrationState;

constexpr auto kPermission = model::Permission::admit_users;

bool reaches(const model::Actor& actor, const Registration& registration) {
    if (registration.state == RegistrationState::unverified) return false;
    const auto reach = actor.reach(kPermission);
    if (reach.all) return true;
    return reach.party && registration.kind == RegistrationKind::person && registration.party == reach.party;
}

/// The firm that is there already: under this credit code, or as a name that nobody has verified yet.
Result<std::optional<model::Party>> present_party(storage::Reader& reader, const model::Applicant& applicant) {
    QY_TRY(by_code, storage::parties::by_credit_code(reader, applicant.credit_code));
    if (by_code) return by_code;
    QY_TRY(named, storage::parties::by_name(reader, applicant.party_name));
    const bool unverified = named.size() == 1 && named.front().kind == model::PartyKind::unverified;
    return unverified ? std::optional(named.front()) : std::nullopt;
}

void fill_in(model::Party& party, const model::Applicant& applicant) {
    party.kind = model::PartyKind::firm;
    party.name = applicant.party_name;
    party.credit_code = applicant.credit_code;
    if (!applicant.region.empty()) party.region = applicant.region;
    if (!applicant.address.empty()) party.address = applicant.address;
    for (const auto role : applicant.party_roles) {
        if (!party.has_role(role)) party.roles.push_back(role);
    }
}

/// A farmer is a party of its own, under its cooperative if it named one.
Result<model::PartyId> farmer_of(storage::Writer& writer, const Services& services, const model::Applicant& applicant) {
    model::Party farmer;
    farmer.id = services.ids.next<model::PartyId>();
    farmer.kind = model::PartyKind::farmer;
    farmer.name = applicant.party_name;
    farmer.region = applicant.region;
    farmer.address = applicant.address;
    farmer.roles = applicant.party_roles;
    if (!applicant.credit_code.empty()) {
        QY_TRY(cooperative, storage::parties::by_credit_code(writer, applicant.credit_code));
        if (!cooperative || !cooperative->active) return not_found("party.not_found", {applicant.credit_code});
        farmer.cooperative = cooperative->id;
    }
    QY_CHECK(storage::parties::insert(writer, farmer));
    return farmer.id;
}

Result<model::PartyId> party_of(storage::Writer& writer, const Services& services, const Registration& registration) {
    if (registration.kind == RegistrationKind::person) return registration.party;
    if (registration.kind == RegistrationKind::farmer) return farmer_of(writer, services, registration.applicant);
    QY_TRY(present, present_party(writer, registration.applicant));
    model::Party party;
    if (!present) {
        party.id = services.ids.next<model::PartyId>();
        fill_in(party, registration.applicant);
        QY_CHECK(storage::parties::insert(writer, party));
        return party.id;
    }
    party = *std::move(present);
    if (!party.active) return conflict("party.inactive", {party.name});
    QY_TRY(used, storage::users::any_of_party(writer, party.id));
    if (used) return conflict("party.has_users", {party.name});
    fill_in(party, registration.applicant);
    QY_CHECK(storage::parties::update(writer, party, party.version));
    return party.id;
}

model::Invitation invitation_for(const Registration& registration, model::PartyId party) {
    model::Invitation invitation;
    invitation.party = party;
    invitation.roles = {registration.kind == RegistrationKind::person ? model::Role::party_clerk
                                                                      : model::Role::party_administrator};
    invitation.contact = registration.applicant.contact;
    invitation.full_name = registration.applicant.full_name;
    invitation.policy_version = registration.policy_version;
    return invitation;
}

/// In the language of the applicant, whoever decides.
Asking in_language_of(const Registration& registration, const Asking& asking) {
    Asking own = asking;
    own.language = language_named(registration.applicant.language);
    return own;
}

}  // namespace

Result<std::vector<Registration>> Registrations::list(RegistrationState state, model::RegistrationId after,
                                                      std::int64_t limit, const model::Actor& actor) {
    if (state == RegistrationState::unverified) return std::vector<Registration>();
    const bool all = actor.reach(kPermission).all;
    const auto reach = all ? model::PartyId() : actor.party;
    QY_TRY(found, services_.store.read([&](storage::Reader& reader) {
        return storage::contacts::list(reader, state, reach, after, limit);
    }));
    std::erase_if(found, [&](const Registration& one) { return !reaches(actor, one); });
    return found;
}

Result<Registration> Registrations::get(model::RegistrationId id, const model::Actor& actor) {
    QY_TRY(found, services_.store.read([&](storage::Reader& reader) {
        return storage::contacts::find(reader, actor.reach(kPermission), id);
    }));
    if (!found || !reaches(actor, *found)) return not_found("registration.not_found");
    return *std::move(found);
}

Result<Registration> Registrations::decided(storage::Writer& writer, model::RegistrationId id, RegistrationState state,
                                            const std::string& comment, const model::Actor& actor) {
    QY_TRY(found, storage::contacts::find(writer, actor.reach(kPermission), id));
    if (!found || !reaches(actor, *found)) return not_found("registration.not_found");
    if (found->state != RegistrationState::submitted) {
        return conflict("registration.state", {std::string(model::to_string(found->state))});
    }
    found->state = state;
    found->decider = actor.user;
    found->decided_at = services_.clock.now();
    found->comment = comment;
    return *std::move(found);
}

Result<model::Invitation> Registrations::approve(model::RegistrationId id, const Asking& asking,
                                                 const model::Actor& actor) {
    QY_TRY(seen, get(id, actor));
    QY_CHECK(check_channel(services_, seen.applicant.contact));
    QY_TRY(proof, new_proof(services_, proof_of::invitation, seen.applicant.contact));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::Invitation> {
        QY_TRY(registration, decided(writer, id, RegistrationState::approved, "", actor));
        QY_TRY(party, party_of(writer, services_, registration));
        registration.party = party;
        QY_CHECK(storage::contacts::update(writer, registration));
        auto invitation = invitation_for(registration, party);
        QY_CHECK(send_invitation(writer, services_, invitation, proof, message_kind::registration_approved,
                                 registration.applicant.party_name, in_language_of(registration, asking)));
        QY_CHECK(write_audit(writer, actor,
                             {"registration.approve",
                              "registration:" + id.to_string(),
                              "ok",
                              {{"party", party.to_string()}, {"invitation", invitation.id.to_string()}}},
                             now));
        return invitation;
    });
}

Result<void> Registrations::give_back(model::RegistrationId id, const std::string& comment, const Asking& asking,
                                      const model::Actor& actor) {
    if (trim(comment).empty()) return invalid("registration.comment").at("comment");
    QY_TRY(seen, get(id, actor));
    const auto& contact = seen.applicant.contact;
    QY_CHECK(check_channel(services_, contact));
    QY_TRY(proof, new_proof(services_, proof_of::correction, contact));
    const Time now = services_.clock.now();
    const Time expires_at = now.plus_seconds(limits::invitation_days * 24 * 3'600);
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(registration, decided(writer, id, RegistrationState::returned, comment, actor));
        QY_CHECK(storage::contacts::update(writer, registration));
        QY_CHECK(put_proof(writer, services_, proof, proof_of::correction, id.number(), expires_at));
        QY_CHECK(post_message(writer, services_,
                              {message_kind::registration_returned,
                               contact,
                               language_named(registration.applicant.language),
                               {link_or_code(contact, asking.base_url, "correct", proof.secret),
                                registration.applicant.party_name, comment},
                               expires_at}));
        return write_audit(writer, actor, {"registration.return", "registration:" + id.to_string(), "ok", {}}, now);
    });
}

Result<void> Registrations::reject(model::RegistrationId id, const std::string& comment, const Asking&,
                                   const model::Actor& actor) {
    if (trim(comment).empty()) return invalid("registration.comment").at("comment");
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(registration, decided(writer, id, RegistrationState::rejected, comment, actor));
        QY_CHECK(storage::contacts::update(writer, registration));
        if (is_set_up(services_.settings, registration.applicant.contact.channel)) {
            QY_CHECK(post_message(writer, services_,
                                  {message_kind::registration_rejected,
                                   registration.applicant.contact,
                                   language_named(registration.applicant.language),
                                   {"", registration.applicant.party_name, comment},
                                   now.plus_seconds(limits::invitation_days * 24 * 3'600)}));
        }
        return write_audit(writer, actor, {"registration.reject", "registration:" + id.to_string(), "ok", {}}, now);
    });
}

}  // namespace qy::business
