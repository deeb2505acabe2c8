#include "business/accounts.h"

#include <algorithm>

#include "account_erasure.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "crypto/keyring.h"
#include "crypto/token.h"
#include "dormancy.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

/// Notes once a day that a token is in use, so that a program's user does not fall asleep.
Result<void> note_activity(const Services& services, const model::User& user) {
    const Time now = services.clock.now();
    if (user.last_active_at && now < user.last_active_at->plus_seconds(limits::activity_seconds)) return {};
    return services.store.write(
        [&](storage::Writer& writer) { return storage::users::set_last_active(writer, user.id, now); });
}

}  // namespace

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
        QY_TRY(found, storage::parties::find(writer, party));
        if (!found) return not_found("party.not_found", {party.to_string()}).at("party");
        QY_CHECK(check_name_free(writer, services_, user.name));
        QY_CHECK(check_roles(writer, user.roles));
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
        QY_CHECK(check_roles(writer, roles));
        QY_CHECK(storage::users::set_roles(writer, user, roles));
        QY_CHECK(end_sessions(writer, user.id));
        QY_CHECK(write_audit(writer, actor,
                             roles_note("user.role", services_, user, roles, roles_change(user.roles, roles)), now));
        return roles;
    });
}

Result<SecretText> Accounts::issue_token(std::string_view name, const model::Actor& actor) {
    const Time now = services_.clock.now();
    SecretText token = crypto::new_token(services_.random);
    QY_TRY(key, services_.keys.active(crypto::Purpose::token));
    const std::string hash = to_hex(crypto::token_hash(*key, token.expose()));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(storage::users::insert_token(writer, {hash, user.id, now, std::nullopt}));
        return write_audit(writer, actor, {"user.token", object_of_user(name), "ok", {}}, now);
    });
    QY_CHECK(std::move(stored));
    return token;
}

Result<void> Accounts::reset_password(std::string_view name, const SecretText& password, const model::Actor& actor) {
    QY_CHECK(policy_->check(password, name, true));
    QY_TRY(hash, hash_of_password(services_, password));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(replace_password(writer, services_, user.id, hash, false));
        QY_CHECK(end_sessions(writer, user.id));
        QY_TRY(revoked, storage::users::revoke_tokens(writer, user.id));
        (void)revoked;
        return write_audit(writer, actor, {"user.reset_password", object_of_user(name), "ok", {}}, now);
    });
}

Result<model::Actor> Accounts::authenticate(const SecretText& token) {
    if (!crypto::looks_like_token(token.expose())) return unauthenticated("token.invalid");
    const Time now = services_.clock.now();
    for (const auto& key : services_.keys.all(crypto::Purpose::token)) {
        const std::string hash = to_hex(crypto::token_hash(*key, token.expose()));
        QY_TRY(user, services_.store.read(
                         [&](storage::Reader& reader) { return storage::users::user_of_token(reader, hash, now); }));
        if (!user) continue;
        QY_TRY(dormant, is_dormant(services_, *user));
        if (dormant) return unauthenticated("token.invalid");
        QY_CHECK(note_activity(services_, *user));
        return services_.roles.actor_of(*user, model::Channel::api);
    }
    return unauthenticated("token.invalid");
}

}  // namespace qy::business
