#pragma once
// Proofs of phones and mail addresses, registrations, invitations. (clause 6.5.1) What a person filled in stands
// sealed. Errors of all: those of the port and the vault; corrupt `storage.corrupt` for a stored word that is unknown.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"
#include "storage/store.h"

namespace qy::storage::contacts {

/// What was sent to somebody, to be brought back once. `code_hash` empty: the secret under `hash` is enough.
struct Proof {
    std::string hash;
    std::string code_hash;
    std::string purpose;
    std::int64_t subject = 0;
    std::int64_t failures = 0;
    Time expires_at;
};
/// Replaces what stood under the same hash.
Result<void> put_proof(Writer& writer, const Proof& proof);
Result<std::optional<Proof>> find_proof(Reader& reader, std::string_view hash);
/// One more wrong code.
Result<void> count_failure(Writer& writer, std::string_view hash);
/// True once: a second call finds nothing.
Result<bool> take_proof(Writer& writer, std::string_view hash);
Result<std::int64_t> remove_proofs(Writer& writer, std::string_view purpose, std::int64_t subject);
Result<std::int64_t> forget_proofs(Writer& writer, Time expired_before);

/// Errors: conflict `storage.duplicate`, `storage.reference`.
Result<void> insert(Writer& writer, const model::Registration& registration);
/// Nothing for one that is not reached: a party's own are those of persons who want to be its users.
Result<std::optional<model::Registration>> find(Reader& reader, const model::Reach& reach, model::RegistrationId id);
/// Writes everything but id, kind and time of creation, and raises the version. Errors: conflict `storage.changed` when
/// it is not of `registration.version` any more.
Result<void> update(Writer& writer, const model::Registration& registration);
/// By id, after `after`; `party` none: of every party. REQUIRES: limit ≥ 1.
Result<std::vector<model::Registration>> list(Reader& reader, model::RegistrationState state, model::PartyId party,
                                              model::RegistrationId after, std::int64_t limit);
/// Removes those in this state that were made before that time. Returns how many.
Result<std::int64_t> forget(Writer& writer, model::RegistrationState state, Time before, std::int64_t limit);

/// Errors: conflict `storage.duplicate`, `storage.reference`.
Result<void> insert(Writer& writer, const model::Invitation& invitation);
/// Nothing for one of a party that is not reached.
Result<std::optional<model::Invitation>> find(Reader& reader, const model::Reach& reach, model::InvitationId id);
/// From open; forgets contact and name. Errors: conflict `storage.changed` when it was not open.
Result<void> close(Writer& writer, model::InvitationId id, model::InvitationState state, model::UserId user);
/// Of one party, newest first, before `before` (none: from the newest). REQUIRES: limit ≥ 1.
Result<std::vector<model::Invitation>> invitations(Reader& reader, model::PartyId party, model::InvitationId before,
                                                   std::int64_t limit);

}  // namespace qy::storage::contacts
