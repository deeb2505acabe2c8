#include "storage/contact_store.h"

#include "base/text.h"
#include "reach.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::contacts {
namespace {

constexpr Statement kPutProof{
    "contact_proof.put",
    "INSERT INTO contact_proof (proof_hash, code_hash, purpose, subject_id, expires_at) VALUES ($hash, $code_hash, "
    "$purpose, $subject, $expires_at) ON CONFLICT (proof_hash) DO UPDATE SET code_hash = excluded.code_hash, purpose = "
    "excluded.purpose, subject_id = excluded.subject_id, failures = 0, expires_at = excluded.expires_at"};
constexpr Statement kFindProof{
    "contact_proof.find",
    "SELECT code_hash, purpose, subject_id, failures, expires_at FROM contact_proof WHERE proof_hash = $hash"};
constexpr Statement kCountFailure{"contact_proof.count",
                                  "UPDATE contact_proof SET failures = failures + 1 WHERE proof_hash = $hash"};
constexpr Statement kTakeProof{"contact_proof.take", "DELETE FROM contact_proof WHERE proof_hash = $hash"};
constexpr Statement kRemoveProofs{"contact_proof.remove",
                                  "DELETE FROM contact_proof WHERE subject_id = $subject AND purpose = $purpose"};
constexpr Statement kForgetProofs{"contact_proof.forget", "DELETE FROM contact_proof WHERE expires_at < $before"};

#define QY_REGISTRATION_COLUMNS                                                                                \
    "registration_id, kind, state, content, policy_version, created_at, verified_at, decider_id, decided_at, " \
    "comment, "                                                                                                \
    "party_id, version "

constexpr Statement kInsert{
    "registration.insert",
    "INSERT INTO registration (registration_id, kind, state, content, policy_version, created_at, party_id) VALUES "
    "($registration, $kind, $state, $content, $policy_version, $created_at, $party)"};
constexpr Statement kFind{"registration.find",
                          "SELECT " QY_REGISTRATION_COLUMNS
                          "FROM registration WHERE registration_id = $registration AND ($all = 1 OR (kind = 'person' "
                          "AND party_id = $reach_party))"};
constexpr Statement kUpdate{
    "registration.update",
    "UPDATE registration SET state = $state, content = $content, policy_version = $policy_version, verified_at = "
    "$verified_at, decider_id = $decider, decided_at = $decided_at, comment = $comment, party_id = $party, version = "
    "version + 1 WHERE registration_id = $registration AND version = $version"};
constexpr Statement kList{"registration.list",
                          "SELECT " QY_REGISTRATION_COLUMNS
                          "FROM registration WHERE state = $state AND registration_id > $after ORDER BY "
                          "registration_id LIMIT $limit"};
constexpr Statement kListOfParty{"registration.list_of_party",
                                 "SELECT " QY_REGISTRATION_COLUMNS
                                 "FROM registration WHERE party_id = $party AND state = $state AND registration_id > "
                                 "$after ORDER BY registration_id LIMIT $limit"};
constexpr Statement kForget{
    "registration.forget",
    "DELETE FROM registration WHERE registration_id IN (SELECT registration_id FROM registration WHERE state = $state "
    "AND created_at < $before ORDER BY registration_id LIMIT $limit)"};

#define QY_INVITATION_COLUMNS \
    "invitation_id, party_id, inviter_id, roles, content, policy_version, state, created_at, expires_at, user_id "

constexpr Statement kInsertInvitation{
    "invitation.insert",
    "INSERT INTO invitation (invitation_id, party_id, inviter_id, roles, content, policy_version, state, created_at, "
    "expires_at) VALUES ($invitation, $party, $inviter, $roles, $content, $policy_version, $state, $created_at, "
    "$expires_at)"};
constexpr Statement kFindInvitation{
    "invitation.find", "SELECT " QY_INVITATION_COLUMNS
                       "FROM invitation WHERE invitation_id = $invitation AND " QY_REACHED_OWN("invitation.party_id")};
constexpr Statement kCloseInvitation{
    "invitation.close",
    "UPDATE invitation SET state = $state, user_id = $user, content = '' WHERE invitation_id = $invitation AND state = "
    "'open'"};
constexpr Statement kInvitations{
    "invitation.list",
    "SELECT " QY_INVITATION_COLUMNS
    "FROM invitation WHERE party_id = $party AND invitation_id < $before ORDER BY invitation_id DESC LIMIT $limit"};

std::string text_in(const JsonObject& object, std::string_view name) {
    const auto* const member = object.if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

Result<JsonObject> opened(Reader& reader, const Place& place, std::string_view stored) {
    if (stored.empty()) return JsonObject();
    QY_TRY(plain, reader.vault().open(place, stored));
    QY_TRY(parsed, parse_json(plain));
    if (!parsed.is_object()) return corrupt("storage.corrupt").because(std::string(place.table));
    return std::move(parsed.as_object());
}

Result<model::Contact> contact_in(const JsonObject& object) {
    if (object.empty()) return model::Contact{};
    const auto channel = model::parse_message_channel(text_in(object, "channel"));
    if (!channel) return unknown_word("contact.channel", text_in(object, "channel"));
    return model::Contact{*channel, text_in(object, "contact")};
}

JsonObject json_of(const model::Applicant& one) {
    return {{"party_name", one.party_name},
            {"credit_code", one.credit_code},
            {"party_roles", joined_names(one.party_roles)},
            {"region", one.region},
            {"address", one.address},
            {"full_name", one.full_name},
            {"channel", model::to_string(one.contact.channel)},
            {"contact", one.contact.address},
            {"language", one.language}};
}

Result<model::Applicant> applicant_of(const JsonObject& object) {
    model::Applicant one;
    one.party_name = text_in(object, "party_name");
    one.credit_code = text_in(object, "credit_code");
    QY_TRY(roles, named_values("registration.roles", text_in(object, "party_roles"), model::parse_party_role));
    one.party_roles = std::move(roles);
    one.region = text_in(object, "region");
    one.address = text_in(object, "address");
    one.full_name = text_in(object, "full_name");
    QY_TRY(contact, contact_in(object));
    one.contact = std::move(contact);
    one.language = text_in(object, "language");
    return one;
}

Place content_of(model::RegistrationId id) {
    return {"registration", "content", id.number()};
}
Place content_of(model::InvitationId id) {
    return {"invitation", "content", id.number()};
}

Result<model::Registration> registration_of(Reader& reader, const Row& row) {
    const auto kind = model::parse_registration_kind(row.text(1));
    const auto state = model::parse_registration_state(row.text(2));
    if (!kind) return unknown_word("registration.kind", row.text(1));
    if (!state) return unknown_word("registration.state", row.text(2));
    model::Registration one;
    one.id = row.id<model::RegistrationId>(0);
    one.kind = *kind;
    one.state = *state;
    QY_TRY(content, opened(reader, content_of(one.id), row.text(3)));
    QY_TRY(applicant, applicant_of(content));
    one.applicant = std::move(applicant);
    one.policy_version = row.text(4);
    one.created_at = row.time(5);
    one.verified_at = row.optional_time(6);
    one.decider = row.id<model::UserId>(7);
    one.decided_at = row.optional_time(8);
    one.comment = row.text(9);
    one.party = row.id<model::PartyId>(10);
    one.version = row.integer(11);
    return one;
}

Result<model::Invitation> invitation_of(Reader& reader, const Row& row) {
    const auto state = model::parse_invitation_state(row.text(6));
    if (!state) return unknown_word("invitation.state", row.text(6));
    QY_TRY(roles, named_values("invitation.roles", row.text(3), model::parse_role));
    model::Invitation one;
    one.id = row.id<model::InvitationId>(0);
    one.party = row.id<model::PartyId>(1);
    one.inviter = row.id<model::UserId>(2);
    one.roles = std::move(roles);
    QY_TRY(content, opened(reader, content_of(one.id), row.text(4)));
    QY_TRY(contact, contact_in(content));
    one.contact = std::move(contact);
    one.full_name = text_in(content, "full_name");
    one.policy_version = row.text(5);
    one.state = *state;
    one.created_at = row.time(7);
    one.expires_at = row.time(8);
    one.user = row.id<model::UserId>(9);
    return one;
}

}  // namespace

Result<void> put_proof(Writer& writer, const Proof& proof) {
    return insert_row(writer, kPutProof,
                      {{"hash", proof.hash},
                       {"code_hash", proof.code_hash},
                       {"purpose", proof.purpose},
                       {"subject", proof.subject},
                       {"expires_at", proof.expires_at}});
}

Result<std::optional<Proof>> find_proof(Reader& reader, std::string_view hash) {
    return reader.first(kFindProof, {{"hash", hash}}, [&](const Row& row) {
        return Proof{std::string(hash), std::string(row.text(0)), std::string(row.text(1)),
                     row.integer(2),    row.integer(3),           row.time(4)};
    });
}

Result<void> count_failure(Writer& writer, std::string_view hash) {
    QY_TRY(rows, writer.run(kCountFailure, {{"hash", hash}}));
    (void)rows;
    return {};
}

Result<bool> take_proof(Writer& writer, std::string_view hash) {
    QY_TRY(rows, writer.run(kTakeProof, {{"hash", hash}}));
    return rows == 1;
}

Result<std::int64_t> remove_proofs(Writer& writer, std::string_view purpose, std::int64_t subject) {
    return writer.run(kRemoveProofs, {{"purpose", purpose}, {"subject", subject}});
}

Result<std::int64_t> forget_proofs(Writer& writer, Time expired_before) {
    return writer.run(kForgetProofs, {{"before", expired_before}});
}

Result<void> insert(Writer& writer, const model::Registration& registration) {
    QY_TRY(content, writer.vault().seal(content_of(registration.id), to_text(json_of(registration.applicant))));
    return insert_row(writer, kInsert,
                      {{"registration", registration.id},
                       {"kind", model::to_string(registration.kind)},
                       {"state", model::to_string(registration.state)},
                       {"content", content},
                       {"policy_version", registration.policy_version},
                       {"created_at", registration.created_at},
                       {"party", registration.party}});
}

Result<std::optional<model::Registration>> find(Reader& reader, const model::Reach& reach, model::RegistrationId id) {
    return first_of(reader, kFind, {{"registration", id}, {"all", reach.all}, {"reach_party", reach.party}},
                    [&](const Row& row) { return registration_of(reader, row); });
}

Result<void> update(Writer& writer, const model::Registration& registration) {
    QY_TRY(content, writer.vault().seal(content_of(registration.id), to_text(json_of(registration.applicant))));
    return update_row(writer, kUpdate,
                      {{"registration", registration.id},
                       {"state", model::to_string(registration.state)},
                       {"content", content},
                       {"policy_version", registration.policy_version},
                       {"verified_at", registration.verified_at},
                       {"decider", registration.decider},
                       {"decided_at", registration.decided_at},
                       {"comment", registration.comment},
                       {"party", registration.party},
                       {"version", registration.version}});
}

Result<std::vector<model::Registration>> list(Reader& reader, model::RegistrationState state, model::PartyId party,
                                              model::RegistrationId after, std::int64_t limit) {
    const auto make = [&](const Row& row) { return registration_of(reader, row); };
    const auto name = model::to_string(state);
    if (party.is_none()) {
        return all_of(reader, kList, {{"state", name}, {"after", after.number()}, {"limit", limit}}, make);
    }
    return all_of(reader, kListOfParty,
                  {{"party", party}, {"state", name}, {"after", after.number()}, {"limit", limit}}, make);
}

Result<std::int64_t> forget(Writer& writer, model::RegistrationState state, Time before, std::int64_t limit) {
    return writer.run(kForget, {{"state", model::to_string(state)}, {"before", before}, {"limit", limit}});
}

Result<void> insert(Writer& writer, const model::Invitation& invitation) {
    const JsonObject content{{"channel", model::to_string(invitation.contact.channel)},
                             {"contact", invitation.contact.address},
                             {"full_name", invitation.full_name}};
    QY_TRY(sealed, writer.vault().seal(content_of(invitation.id), to_text(content)));
    const auto roles = joined_names(invitation.roles);
    return insert_row(writer, kInsertInvitation,
                      {{"invitation", invitation.id},
                       {"party", invitation.party},
                       {"inviter", invitation.inviter},
                       {"roles", roles},
                       {"content", sealed},
                       {"policy_version", invitation.policy_version},
                       {"state", model::to_string(invitation.state)},
                       {"created_at", invitation.created_at},
                       {"expires_at", invitation.expires_at}});
}

Result<std::optional<model::Invitation>> find(Reader& reader, const model::Reach& reach, model::InvitationId id) {
    return first_of(reader, kFindInvitation, {{"invitation", id}, QY_REACH_OWN_BINDS(reach)},
                    [&](const Row& row) { return invitation_of(reader, row); });
}

Result<void> close(Writer& writer, model::InvitationId id, model::InvitationState state, model::UserId user) {
    return update_row(writer, kCloseInvitation,
                      {{"invitation", id}, {"state", model::to_string(state)}, {"user", user}});
}

Result<std::vector<model::Invitation>> invitations(Reader& reader, model::PartyId party, model::InvitationId before,
                                                   std::int64_t limit) {
    const std::int64_t below = before ? before.number() : INT64_MAX;
    return all_of(reader, kInvitations, {{"party", party}, {"before", below}, {"limit", limit}},
                  [&](const Row& row) { return invitation_of(reader, row); });
}

}  // namespace qy::storage::contacts
