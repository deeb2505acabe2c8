#pragma once
// A user's row as several statements read it, and what vouches for its roles.
#include "model/user.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage {

/// The columns of app_user under the alias u, in the order in which user_from reads them.
#define QY_USER_COLUMNS                                                                                          \
    "u.user_id, u.name, u.party_id, u.roles, u.active, u.created_at, u.disabled_reason, u.password_changed_at, " \
    "u.password_initial, u.last_active_at, u.roles_mac "
inline constexpr int kUserColumns = 11;

/// The user whose columns begin at `at`. What the keyed hash does not vouch for gives a user without roles, `damaged`.
/// Errors: corrupt `storage.corrupt`.
Result<model::User> user_from(const Vault& vault, const Row& row, int at = 0);

/// The keyed hash over id, name, party and roles (a comma list). Errors: not_found `keyring.no_key`.
Result<std::string> roles_mac(const Vault& vault, const model::User& user, std::string_view roles);

}  // namespace qy::storage
