#include "business/accounts.h"

#include <algorithm>

#include "account_erasure.h"
#include "account_rules.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {

Accounts::Accounts(const Services& services)
    : services_(services), policy_(std::make_unique<PasswordPolicy>(services.settings)) {}
Accounts::~Accounts() = default;

Result<model::UserId> Accounts::add(const NewUser& user, const model::Actor& actor) {
    if (!is_user_name(user.name)) return invalid("user.name", {user.name}).at("name");
    QY_TRY(rows, services_.roles.rows());
    QY_CHECK(policy_->check(user.password, user.name, rows->roles.rights_of(user.roles).is_staff()));
    QY_TRY(hash, hash_of_password(services_, user.password));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::UserId> {
        const model::PartyId party = user.party.is_none() ? actor.party : user.party;
        QY_TRY(found, storage::parties::find(writer, actor.reach(model::Permission::manage_users), party));
        if (!found) return not_found("party.not_found", {party.to_string()}).at("party");
        QY_CHECK(check_name_free(writer, services_, user.name));
        QY_CHECK(check_roles(writer, services_, user.roles));
        model::User row;
        row.id = services_.ids.next<model::UserId>();
        row.name = user.name;
        row.party = party;
        row.roles = user.roles;
        row.created_at = row.password_changed_at = now;
        QY_CHECK(storage::users::insert(writer, row, hash));
        QY_CHECK(write_audit(writer, actor,
                             {"user.add",
                              object_of_user(user.name),
                              "ok",
                              roles_detail(user.roles),
                              {},
                              user_fingerprint(services_, row)},
                             now));
        return row.id;
    });
}

Result<std::vector<model::Role>> Accounts::change_roles(std::string_view name, const std::vector<model::Role>& add,
                                                        const std::vector<model::Role>& remove,
                                                        const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<std::vector<model::Role>> {
        QY_TRY(user, user_named(writer, name));
        auto roles = user.roles;
        std::erase_if(roles, [&](auto role) { return std::find(remove.begin(), remove.end(), role) != remove.end(); });
        for (const auto role : add) {
            if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
        }
        QY_CHECK(check_roles(writer, services_, roles));
        QY_CHECK(storage::users::set_roles(writer, user, roles));
        QY_CHECK(end_sessions(writer, user.id, now));
        QY_CHECK(write_audit(writer, actor,
                             roles_note("user.role", services_, user, roles, roles_change(user.roles, roles)), now));
        return roles;
    });
}

Result<void> Accounts::reset_password(std::string_view name, const SecretText& password, const model::Actor& actor) {
    QY_CHECK(policy_->check(password, name, true));
    QY_TRY(hash, hash_of_password(services_, password));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(replace_password(writer, services_, user.id, hash, false));
        QY_CHECK(end_sessions(writer, user.id, now));
        QY_TRY(revoked, storage::tokens::revoke_all(writer, user.id));
        (void)revoked;
        return write_audit(writer, actor, {"user.reset_password", object_of_user(name), "ok", {}}, now);
    });
}

}  // namespace qy::business
