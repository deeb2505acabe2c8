#pragma once
// What a user proves itself with besides the present password: earlier passwords, second factors, recovery codes,
// one-time secrets; and consent. (clauses 6.5.1, 9.4.1) Errors of all: those of the port; corrupt `storage.corrupt`
// for a stored word that is unknown.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/account.h"
#include "storage/store.h"

namespace qy::storage::credentials {

/// Newest first. REQUIRES: limit ≥ 0.
Result<std::vector<std::string>> earlier_passwords(Reader& reader, model::UserId user, std::int64_t limit);
/// Forgets all earlier passwords.
Result<std::int64_t> forget_passwords(Writer& writer, model::UserId user);
/// Keeps the present password as an earlier one, and of these the newest `keep`.
Result<void> retire_password(Writer& writer, model::UserId user, Time now, std::int64_t keep);

Result<void> insert_factor(Writer& writer, const model::SecondFactor& factor);
/// Of one user, oldest first, confirmed or not.
Result<std::vector<model::SecondFactor>> factors(Reader& reader, model::UserId user);
Result<void> confirm_factor(Writer& writer, model::SecondFactorId id, std::int64_t step);
/// True once for each step: a code that was used, or an older one, opens nothing.
Result<bool> use_step(Writer& writer, model::SecondFactorId id, std::int64_t step);
/// Returns 0 or 1: only a factor of that user goes.
Result<std::int64_t> remove_factor(Writer& writer, model::UserId user, model::SecondFactorId id);
Result<std::int64_t> remove_factors(Writer& writer, model::UserId user);
/// Those that were never confirmed.
Result<std::int64_t> remove_drafts(Writer& writer, model::UserId user);

/// Replaces all recovery codes of the user.
Result<void> set_recovery_codes(Writer& writer, model::UserId user, const std::vector<std::string>& hashes);
/// True once for each code.
Result<bool> use_recovery_code(Writer& writer, model::UserId user, std::string_view hash);
Result<std::int64_t> recovery_codes_left(Reader& reader, model::UserId user);

struct OneTimeSecret {
    std::string kind;
    model::UserId user;              ///< none while the user is yet to be made
    model::PartyId party;            ///< of the user to be made
    std::vector<model::Role> roles;  ///< and its roles
    Time expires_at;
};
Result<void> insert_secret(Writer& writer, std::string_view hash, const OneTimeSecret& secret);
/// Takes it away: a second call finds nothing.
Result<std::optional<OneTimeSecret>> take_secret(Writer& writer, std::string_view hash);
Result<std::int64_t> remove_secrets(Writer& writer, model::UserId user);
Result<std::int64_t> remove_secrets_of_kind(Writer& writer, std::string_view kind);

/// Saying yes twice is saying it once.
Result<void> add_consent(Writer& writer, model::UserId user, std::string_view policy_version, Time now);
struct Consent {
    std::string policy_version;
    Time at;
};
Result<std::vector<Consent>> consents(Reader& reader, model::UserId user);

}  // namespace qy::storage::credentials
