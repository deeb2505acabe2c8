#pragma once
// What the use cases about users share: names, lookup, combinations, audit objects.
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/audit.h"
#include "business/services.h"
#include "model/account.h"
#include "model/actor.h"
#include "model/user.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// Why a closed account is not active, and how its name begins: nobody may choose such a name.
inline constexpr std::string_view closed_reason = "closed";
inline constexpr std::string_view closed_prefix = "closed.";
[[nodiscard]] bool is_user_name(std::string_view name);
/// Whether one user may hold all of these, by the table of roles as it stands in this transaction. Errors: invalid
/// `user.role_unknown` {name}, `user.roles_combined` {a, b}: of two of the three administrators; of the first also
/// conflict `access.set_refused`.
Result<void> check_roles(storage::Reader& reader, const Services& services, const std::vector<model::Role>& roles);
Result<void> check_roles(const model::RoleTable& table, const std::vector<model::Role>& roles);
/// Errors: not_found `user.not_found` {name}, also for closed accounts.
Result<model::User> user_named(storage::Reader& reader, std::string_view name);
[[nodiscard]] std::string object_of_user(std::string_view name);
[[nodiscard]] JsonObject roles_detail(const std::vector<model::Role>& roles);
/// The same with what was there before.
[[nodiscard]] JsonObject roles_change(const std::vector<model::Role>& before, const std::vector<model::Role>& roles);
/// What may be told of an account by hashes: roles, state and why it is disabled. Contact data and passwords are not in
/// it.
[[nodiscard]] std::string user_fingerprint(const Services& services, const model::User& user);
/// The record of a change of roles, with hashes of before and after.
[[nodiscard]] AuditNote roles_note(std::string_view action, const Services& services, const model::User& before,
                                   const std::vector<model::Role>& after, JsonObject detail);
/// Ends the streams that the user listens to (none: everybody's), in every program on the database: after a session of
/// it ended, or what it may do changed.
Result<void> end_streams(storage::Writer& writer, model::UserId user, Time now);
/// Ends the user's sessions but `kept` and its streams: after a change of what it may do.
Result<void> end_sessions(storage::Writer& writer, model::UserId user, Time now, model::SessionId kept = {});

}  // namespace qy::business
