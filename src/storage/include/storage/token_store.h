#pragma once
// Bearer tokens: what programs show instead of signing in. (clauses 6.5.1, 9.4.1) Errors of all: those of the port;
// corrupt `storage.corrupt` also when a stored word is unknown.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/account.h"
#include "model/user.h"
#include "storage/store.h"

namespace qy::storage::tokens {

/// `hash`: the keyed hash of the token. Errors: conflict `storage.duplicate`, `storage.reference` (user).
Result<void> insert(Writer& writer, const model::BearerToken& token, std::string_view hash);

/// A token as a request meets it: good or not is for the caller to say.
struct Found {
    model::BearerToken token;
    model::User user;
};
Result<std::optional<Found>> find(Reader& reader, std::string_view hash);
Result<void> set_last_used(Writer& writer, model::TokenId id, Time now);

/// By id, after `after` (none: from the start). REQUIRES: limit ≥ 1.
Result<std::vector<model::BearerToken>> list(Reader& reader, model::TokenId after, std::int64_t limit);
Result<std::vector<model::BearerToken>> of_user(Reader& reader, model::UserId user, model::TokenId after,
                                                std::int64_t limit);
/// Those that open something at `now`.
Result<std::int64_t> count_open(Reader& reader, model::UserId user, Time now);
Result<std::optional<model::BearerToken>> by_id(Reader& reader, model::TokenId id);

/// Returns how many were not revoked yet: 0 or 1.
Result<std::int64_t> revoke(Writer& writer, model::TokenId id);
/// All of one user.
Result<std::int64_t> revoke_all(Writer& writer, model::UserId user);
/// Gives an end to those of older versions, which have none; how many.
Result<std::int64_t> give_end(Writer& writer, Time expires_at);

}  // namespace qy::storage::tokens
