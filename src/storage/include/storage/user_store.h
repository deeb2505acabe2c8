#pragma once
// Users. (clauses 6.5.1, 9.4.1) Errors of all: those of the port; corrupt `storage.corrupt`
// also when a stored word is unknown. Changes of something that does not exist: conflict `storage.changed`.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/user.h"
#include "storage/store.h"

namespace qy::storage::users {

/// Errors: conflict `storage.duplicate` (id or name), `storage.reference` (party).
Result<void> insert(Writer& writer, const model::User& user, std::string_view password_hash);
Result<std::optional<model::User>> find(Reader& reader, model::UserId id);
Result<std::optional<model::User>> by_name(Reader& reader, std::string_view name);
/// In the order of their ids, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::User>> list(Reader& reader, model::UserId after, std::int64_t limit);
Result<std::optional<std::string>> password_hash(Reader& reader, model::UserId id);
/// The same password under other parameters.
Result<void> set_password_hash(Writer& writer, model::UserId id, std::string_view password_hash);
/// A new password of the user's own choice, or an `initial` one that must be changed.
Result<void> set_password(Writer& writer, model::UserId id, std::string_view password_hash, bool initial, Time now);
/// Errors: conflict `storage.changed` also when the user's roles are no longer those of `before`.
Result<void> set_roles(Writer& writer, const model::User& before, const std::vector<model::Role>& roles);
/// Vouches for the roles as they stand. Errors: conflict `storage.changed` when they stand no more.
Result<void> vouch_for(Writer& writer, const model::User& user);
/// Vouches for every user that nobody ever vouched for, of a database that is older than the keyed hashes; how many.
Result<std::int64_t> vouch_for_all(Writer& writer);
/// REQUIRES: a reason exactly when not active.
Result<void> set_active(Writer& writer, model::UserId id, bool active, std::string_view reason);
Result<void> set_last_active(Writer& writer, model::UserId id, Time now);
/// Users with this telephone number or mail address as they saved it, capitals aside; found by keyed hashes under every
/// key there is, so also while a rotation of that key is under way. At most users_by_contact_max.
Result<std::vector<model::User>> by_phone(Reader& reader, std::string_view phone);
Result<std::vector<model::User>> by_mail(Reader& reader, std::string_view mail);
inline constexpr std::int64_t users_by_contact_max = 20;
/// Whether there is a user at all.
Result<bool> any(Reader& reader);
/// Of one party, oldest first. REQUIRES: limit ≥ 1.
Result<std::vector<model::User>> of_party(Reader& reader, model::PartyId party, std::int64_t limit);
/// Those that hold more than one role, by id, after `after`. REQUIRES: limit ≥ 1.
Result<std::vector<model::User>> with_several_roles(Reader& reader, model::UserId after, std::int64_t limit);
/// Takes name, roles and password away: nothing opens it any more. REQUIRES: nobody has that name.
Result<void> close(Writer& writer, const model::User& user, std::string_view name);
/// Whether the party has one, active or not.
Result<bool> any_of_party(Reader& reader, model::PartyId party);
/// Active users who were last active (else made) before that time, longest first. REQUIRES: limit ≥ 1.
Result<std::vector<model::User>> idle(Reader& reader, Time before, std::int64_t limit);

/// How to reach a user: sealed, each with a keyed hash to search it by. Empty: not given.
struct Contacts {
    Bytes full_name;
    Bytes phone;
    std::string phone_index;  ///< not read back
    Bytes mail;
    std::string mail_index;  ///< not read back
};
Result<std::optional<Contacts>> contacts(Reader& reader, model::UserId id);
Result<void> set_contacts(Writer& writer, model::UserId id, const Contacts& contacts);

}  // namespace qy::storage::users
