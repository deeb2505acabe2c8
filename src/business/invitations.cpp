#include "business/invitations.h"

#include <algorithm>

#include "account_erasure.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/outbox.h"
#include "business/role_book.h"
#include "contact_asking.h"
#include "contact_rules.h"
#include "message_texts.h"
#include "new_invitation.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/contact_store.h"
#include "storage/credential_store.h"
#include "storage/party_store.h"
#include "storage/proposal_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Invitation;
using model::InvitationState;

std::string object_of(model::InvitationId id) {
    return "invitation:" + id.to_string();
}

/// Roles that reach no further than their party, by the table of roles as it stands: the others are given by two
/// persons. Asked again when the invitation is accepted: what a role gives may have changed.
Result<model::RoleTable> check_invited(storage::Reader& reader, const Services& services,
                                       const std::vector<model::Role>& roles) {
    QY_TRY(rows, services.roles.believed_rows(reader));
    const auto stays_in_party = [&](const model::Role& role) {
        const auto* const found = rows.roles.find(role);
        return found != nullptr && !found->damaged && found->scope == model::Scope::own_party &&
               !is_administrator(found->duty());
    };
    if (roles.empty() || !std::ranges::all_of(roles, stays_in_party)) return invalid("invitation.roles").at("roles");
    return std::move(rows.roles);
}

/// Nobody gives what it does not have; what agrees is asked for in any case.
Result<void> check_giver(const model::RoleTable& table, const std::vector<model::Role>& roles,
                         const model::Actor& actor) {
    if (actor.reach(model::Permission::admit_users).all) return {};
    const auto gives = [&](const model::Role& role) {
        return std::ranges::all_of(table.find(role)->permissions, [&](model::Permission permission) {
            return model::row_of(permission).agrees || actor.may(permission);
        });
    };
    if (!std::ranges::all_of(roles, gives)) return invalid("invitation.roles").at("roles");
    return {};
}

/// Those of the roles that agree to what others did.
std::vector<model::Role> agreeing(const model::RoleTable& table, std::vector<model::Role> roles) {
    std::erase_if(roles, [&](const model::Role& role) { return !table.find(role)->agrees(); });
    return roles;
}

/// What a security administrator decides about, in the name of the one who invited, else of the user itself.
Result<void> ask_for(storage::Writer& writer, const Services& services, const Invitation& invitation,
                     model::UserId user, const model::Role& role) {
    model::AccessProposal proposal;
    proposal.id = services.ids.next<model::AccessProposalId>();
    proposal.kind = model::ProposalKind::grant;
    proposal.user = user;
    proposal.subject = role.name();
    proposal.proposer = invitation.inviter ? invitation.inviter : user;
    proposal.proposed_at = services.clock.now();
    return storage::proposals::insert(writer, proposal);
}

JsonObject accepted_detail(const Accepted& accepted) {
    auto detail = roles_detail(accepted.user.roles);
    if (!accepted.asked_for.empty()) detail["asked_for"] = roles_detail(accepted.asked_for).at("roles");
    return detail;
}

Result<Invitation> proved_invitation(storage::Reader& reader, const Proved& proved, Time now) {
    QY_TRY(found, storage::contacts::find(reader, model::Reach::everything(), model::InvitationId(proved.subject)));
    const bool good = found && found->state == InvitationState::open && found->expires_at > now;
    if (!good) return unauthenticated("proof.invalid");
    return *std::move(found);
}

}  // namespace

Result<void> send_invitation(storage::Writer& writer, const Services& services, Invitation& invitation,
                             const NewProof& proof, std::string_view kind, std::string_view party_name,
                             const Asking& asking) {
    const Time now = services.clock.now();
    invitation.id = services.ids.next<model::InvitationId>();
    invitation.created_at = now;
    invitation.expires_at = now.plus_seconds(limits::invitation_days * 24 * 3'600);
    QY_CHECK(storage::contacts::insert(writer, invitation));
    QY_CHECK(put_proof(writer, services, proof, proof_of::invitation, invitation.id.number(), invitation.expires_at));
    return post_message(
        writer, services,
        {kind,
         invitation.contact,
         asking.language,
         {link_or_code(invitation.contact, asking.base_url, "join", proof.secret), std::string(party_name)},
         invitation.expires_at});
}

Invitations::Invitations(const Services& services)
    : services_(services), policy_(std::make_unique<PasswordPolicy>(services.settings)) {}
Invitations::~Invitations() = default;

Result<Invitation> Invitations::invite(const InvitationOrder& order, const Asking& asking, const model::Actor& actor) {
    QY_TRY(contact, one_contact(order.phone, order.mail));
    QY_CHECK(check_channel(services_, contact));
    QY_TRY(proof, new_proof(services_, proof_of::invitation, contact));
    Invitation invitation;
    invitation.party = actor.party;
    invitation.inviter = actor.user;
    invitation.roles = order.roles;
    invitation.contact = contact;
    invitation.full_name = trim(order.full_name);
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<Invitation> {
        QY_TRY(table, check_invited(writer, services_, order.roles));
        QY_CHECK(check_giver(table, order.roles, actor));
        QY_CHECK(count_message(writer, services_, contact, asking.address_group));
        QY_TRY(party, storage::parties::find(writer, model::Reach::of(actor.party), actor.party));
        if (!party) return not_found("party.not_found", {actor.party.to_string()});
        Invitation made = invitation;
        QY_CHECK(send_invitation(writer, services_, made, proof, message_kind::invitation, party->name, asking));
        QY_CHECK(write_audit(writer, actor, {"user.invite", object_of(made.id), "ok", roles_detail(made.roles)}, now));
        made.asked_for = agreeing(table, made.roles);
        return made;
    });
}

Result<std::vector<Invitation>> Invitations::list(model::InvitationId before, std::int64_t limit,
                                                  const model::Actor& actor) {
    return services_.store.read(
        [&](storage::Reader& reader) { return storage::contacts::invitations(reader, actor.party, before, limit); });
}

Result<void> Invitations::revoke(model::InvitationId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(found, storage::contacts::find(writer, model::Reach::of(actor.party), id));
        if (!found) return not_found("invitation.not_found");
        if (found->state != InvitationState::open) {
            return conflict("invitation.state", {std::string(model::to_string(found->state))});
        }
        QY_CHECK(storage::contacts::close(writer, id, InvitationState::revoked, {}));
        QY_TRY(gone, storage::contacts::remove_proofs(writer, proof_of::invitation, id.number()));
        (void)gone;
        return write_audit(writer, actor, {"user.revoke_invitation", object_of(id), "ok", {}}, now);
    });
}

Result<Accepted> Invitations::accept(const ContactProof& proof, const Acceptance& acceptance,
                                     const model::Actor& actor) {
    if (!is_user_name(acceptance.name)) return invalid("user.name", {acceptance.name}).at("name");
    QY_TRY(proved, check_proof(services_, proof_of::invitation, proof));
    QY_TRY(hash, hash_of_password(services_, acceptance.password));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<Accepted> {
        QY_CHECK(use_proof(writer, proved));
        QY_TRY(invitation, proved_invitation(writer, proved, now));
        if (invitation.policy_version.empty()) {
            QY_CHECK(check_policy_version(services_, acceptance.policy_version));
            invitation.policy_version = acceptance.policy_version;
        }
        QY_TRY(table, check_invited(writer, services_, invitation.roles));
        QY_CHECK(policy_->check(acceptance.password, acceptance.name, table.rights_of(invitation.roles).is_staff()));
        QY_CHECK(check_name_free(writer, services_, acceptance.name));
        Accepted accepted{{}, agreeing(table, invitation.roles)};
        auto& user = accepted.user;
        user.id = services_.ids.next<model::UserId>();
        user.name = acceptance.name;
        user.party = invitation.party;
        user.roles = invitation.roles;
        std::erase_if(user.roles, [&](const model::Role& role) {
            return std::ranges::find(accepted.asked_for, role) != accepted.asked_for.end();
        });
        user.created_at = user.password_changed_at = now;
        QY_CHECK(storage::users::insert(writer, user, hash));
        const auto full_name =
            trim(acceptance.full_name).empty() ? std::string_view(invitation.full_name) : trim(acceptance.full_name);
        QY_TRY(contacts, sealed_profile(services_, user.id, profile_with(full_name, invitation.contact)));
        QY_CHECK(storage::users::set_contacts(writer, user.id, contacts));
        if (!invitation.policy_version.empty()) {
            QY_CHECK(storage::credentials::add_consent(writer, user.id, invitation.policy_version, now));
        }
        QY_CHECK(storage::contacts::close(writer, invitation.id, InvitationState::accepted, user.id));
        for (const auto& role : accepted.asked_for) {
            QY_CHECK(ask_for(writer, services_, invitation, user.id, role));
        }
        QY_CHECK(write_audit(writer, actor, {"user.accept", object_of_user(user.name), "ok", accepted_detail(accepted)},
                             now));
        return accepted;
    });
}

}  // namespace qy::business
