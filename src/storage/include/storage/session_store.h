#pragma once
// Sessions of signed-in browsers. (clause 9.4.1) Errors of all: those of the port; corrupt `storage.corrupt` for a
// stored word that is unknown.
#include <optional>
#include <string_view>
#include <vector>

#include "model/account.h"
#include "model/user.h"
#include "storage/store.h"

namespace qy::storage::sessions {

/// Errors: conflict `storage.duplicate`, `storage.reference` (user).
Result<void> insert(Writer& writer, const model::Session& session, std::string_view hash);

/// A session with what decides about it.
struct Found {
    model::Session session;
    model::User user;
    bool has_factor = false;     ///< the user has a confirmed second factor
    bool has_consented = false;  ///< to that version of the privacy policy
};
/// By the keyed hash of its cookie, whether or not it has run out.
Result<std::optional<Found>> find(Reader& reader, std::string_view hash, std::string_view policy_version);
/// Of one user, oldest first.
Result<std::vector<model::Session>> of_user(Reader& reader, model::UserId user);
Result<void> set_seen(Writer& writer, model::SessionId id, Time now);
/// A fresh cookie for a session that has proved itself again. Errors: conflict `storage.changed` when it is gone.
Result<void> renew(Writer& writer, model::SessionId id, std::string_view hash, std::string_view factor, Time now);
/// Returns 0 or 1: only a session of that user ends.
Result<std::int64_t> end(Writer& writer, model::UserId user, model::SessionId id);
/// Ends every session of the user but `kept` (none: every one); returns how many.
Result<std::int64_t> end_others(Writer& writer, model::UserId user, model::SessionId kept);
/// Ends whatever expired or was last seen before that time.
Result<std::int64_t> end_expired(Writer& writer, Time now, Time seen_before);

}  // namespace qy::storage::sessions
