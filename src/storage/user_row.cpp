#include "user_row.h"

namespace qy::storage {
namespace {

constexpr std::string_view kTable = "app_user";

}  // namespace

Result<std::string> roles_mac(const Vault& vault, const model::User& user, std::string_view roles) {
    return vault.vouch(kTable, {user.id.to_string(), user.name, user.party.to_string(), roles});
}

Result<model::User> user_from(const Vault& vault, const Row& row, int at) {
    model::User user;
    user.id = row.id<model::UserId>(at);
    user.name = row.text(at + 1);
    user.party = row.id<model::PartyId>(at + 2);
    user.stored_roles = row.text(at + 3);
    user.active = row.flag(at + 4);
    user.created_at = row.time(at + 5);
    user.disabled_reason = row.text(at + 6);
    user.password_changed_at = row.time(at + 7);
    user.password_initial = row.flag(at + 8);
    user.last_active_at = row.optional_time(at + 9);
    user.damaged = !vault.vouches(kTable, {user.id.to_string(), user.name, user.party.to_string(), user.stored_roles},
                                  row.text(at + 10));
    if (user.damaged) return user;
    QY_TRY(roles, named_values("app_user.roles", user.stored_roles, model::parse_role));
    user.roles = std::move(roles);
    return user;
}

}  // namespace qy::storage
